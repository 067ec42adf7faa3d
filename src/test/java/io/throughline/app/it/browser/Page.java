package io.throughline.app.it.browser;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A page of a browser, used as a person uses it: by keys, by the mouse and by looking. */
public final class Page implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long PAUSE = Duration.ofMillis(40).toNanos();

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final DevTools tools;

  Page(HttpClient http, URI debugger) {
    this.tools = DevTools.connect(http, debugger, this::listen);
    for (String domain : List.of("Page", "Runtime", "Log", "DOM")) {
      call(domain + ".enable");
    }
  }

  private void listen(JsonObject event) {
    String method = event.getString("method");
    if (method.equals("Runtime.exceptionThrown")) {
      complaints.add(event.getJsonObject("params").get("exceptionDetails").toString());
    } else if (method.equals("Log.entryAdded")) {
      JsonObject entry = event.getJsonObject("params").getJsonObject("entry");
      if (entry.getString("level").equals("error")) {
        complaints.add(entry.getString("text") + " " + entry.getString("url", ""));
      }
    }
  }

  /** Errors of scripts, of loading and of the page's own policy, since the page was opened. */
  public List<String> complaints() {
    return complaints;
  }

  /** Goes to an address and waits until {@code selector} is there. */
  public void open(URI address, String selector) {
    call("Page.navigate", "url", address.toString());
    await(
        "location.href.startsWith("
            + quoted(address.toString())
            + ") && !!document.querySelector("
            + quoted(selector)
            + ")");
  }

  /** Waits until an expression is true. */
  public void await(String expression) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (evaluate("!!(" + expression + ")") != JsonValue.TRUE) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "waited in vain until " + expression + "; the page complains " + complaints);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** An expression's value as text. */
  public String text(String expression) {
    JsonValue value = evaluate(expression);
    return value instanceof JsonString text ? text.getString() : String.valueOf(value);
  }

  /** The text of the first element. */
  public String textOf(String selector) {
    return text("document.querySelector(" + quoted(selector) + ")?.textContent ?? ''");
  }

  /** How many elements there are that can be seen. */
  public int count(String selector) {
    return Integer.parseInt(
        text(
            "[...document.querySelectorAll("
                + quoted(selector)
                + ")].filter(e => e.getClientRects().length).length"));
  }

  private JsonValue evaluate(String expression) {
    JsonObject result =
        tools.call(
            "Runtime.evaluate",
            Json.createObjectBuilder()
                .add("expression", expression)
                .add("returnByValue", true)
                .add("awaitPromise", true)
                .build());
    if (result.containsKey("exceptionDetails")) {
      // The page may be between two documents.
      return JsonValue.NULL;
    }
    return result.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
  }

  /** Presses a key: a name such as {@code ArrowDown}, or one character. */
  public void press(String key) {
    JsonObjectBuilder down = Json.createObjectBuilder().add("type", "keyDown").add("key", key);
    if (key.length() == 1) {
      down.add("text", key);
    } else if (key.equals("Enter")) {
      down.add("text", "\r").add("windowsVirtualKeyCode", 13);
    } else if (key.equals("Escape")) {
      down.add("windowsVirtualKeyCode", 27);
    }
    tools.call("Input.dispatchKeyEvent", down.build());
    call("Input.dispatchKeyEvent", "type", "keyUp", "key", key);
  }

  /** Types where the focus is. */
  public void type(String text) {
    call("Input.insertText", "text", text);
  }

  /** Clicks into the middle of the first element. */
  public void click(String selector) {
    drag(selector, 0.5, 0.5);
  }

  /** Presses the button over one part of an element's width and releases it over another. */
  public void drag(String selector, double from, double to) {
    await("document.querySelector(" + quoted(selector) + ")?.getClientRects().length");
    String element = "document.querySelector(" + quoted(selector) + ")";
    text(element + ".scrollIntoView({block: 'nearest'})");
    mouse("mousePressed", element, from);
    if (from != to) {
      mouse("mouseMoved", element, to);
    }
    mouse("mouseReleased", element, to);
  }

  private void mouse(String type, String element, double part) {
    String area = element + ".getBoundingClientRect()";
    tools.call(
        "Input.dispatchMouseEvent",
        Json.createObjectBuilder()
            .add("type", type)
            .add("x", number(area + ".left + " + part + " * " + area + ".width"))
            .add("y", number(area + ".top + 0.5 * " + area + ".height"))
            .add("button", "left")
            .add("buttons", type.equals("mouseReleased") ? 0 : 1)
            .add("clickCount", 1)
            .build());
  }

  private double number(String expression) {
    return Double.parseDouble(text(expression));
  }

  /** Chooses a file in a file field. */
  public void choose(String selector, Path file) {
    JsonObject field =
        call("Runtime.evaluate", "expression", "document.querySelector(" + quoted(selector) + ")")
            .getJsonObject("result");
    tools.call(
        "DOM.setFileInputFiles",
        Json.createObjectBuilder()
            .add("objectId", field.getString("objectId"))
            .add("files", Json.createArrayBuilder().add(file.toString()))
            .build());
  }

  /** Says whether the person prefers dark pages. */
  public void prefersDark(boolean dark) {
    tools.call(
        "Emulation.setEmulatedMedia",
        Json.createObjectBuilder()
            .add(
                "features",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("name", "prefers-color-scheme")
                            .add("value", dark ? "dark" : "light")))
            .build());
  }

  /** Makes the window so large, in CSS pixels. */
  public void size(int width, int height) {
    tools.call(
        "Emulation.setDeviceMetricsOverride",
        Json.createObjectBuilder()
            .add("width", width)
            .add("height", height)
            .add("deviceScaleFactor", 1)
            .add("mobile", false)
            .build());
  }

  /** Writes what can be seen as a PNG. */
  public void screenshot(Path file) throws IOException {
    String data = call("Page.captureScreenshot", "format", "png").getString("data");
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(data));
  }

  private JsonObject call(String method, String... namesAndValues) {
    JsonObjectBuilder parameters = Json.createObjectBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return tools.call(method, parameters.build());
  }

  private static String quoted(String text) {
    return Json.createValue(text).toString();
  }

  @Override
  public void close() {
    tools.close();
  }
}
