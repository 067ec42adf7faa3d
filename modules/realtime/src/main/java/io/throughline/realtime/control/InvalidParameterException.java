package io.throughline.realtime.control;

/** A parameter of a session is wrong. The message says what it may be, not what it was. */
public class InvalidParameterException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String parameter;

  InvalidParameterException(String parameter, String message) {
    super(parameter + " " + message);
    this.parameter = parameter;
  }

  /** The parameter at fault. */
  public String parameter() {
    return parameter;
  }
}
