package io.throughline.inference.api;

import java.util.List;

/**
 * What a device did for one piece of work.
 *
 * @param device its name
 * @param stream number of the queue that the work went through
 * @param memoryBefore bytes of device memory in use, by whomever, before
 * @param memoryAfter the same after
 * @param activities in the order in which they were asked for
 */
public record DeviceReport(
    String device,
    int stream,
    long memoryBefore,
    long memoryAfter,
    List<DeviceActivity> activities) {

  public DeviceReport {
    activities = List.copyOf(activities);
  }
}
