package io.throughline.app.it;

import static io.throughline.app.it.trace.ExpectedSpan.Kind.CLIENT;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.CONSUMER;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.PRODUCER;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.SERVER;
import static io.throughline.app.it.trace.ExpectedSpan.span;
import static io.throughline.app.it.trace.ExpectedValue.between;
import static io.throughline.app.it.trace.ExpectedValue.id;
import static io.throughline.app.it.trace.ExpectedValue.matching;
import static io.throughline.app.it.trace.ExpectedValue.milliseconds;
import static io.throughline.app.it.trace.ExpectedValue.seconds;

import io.throughline.app.it.trace.ExpectedSpan;

/** The spans that traces of transcriptions are made of. */
final class SpeechTrace {

  private SpeechTrace() {}

  static ExpectedSpan request(int status) {
    return request("POST", Transcriptions.PATH, Transcriptions.PATH, status);
  }

  static ExpectedSpan request(String method, String route, String path, int status) {
    return span(method + " " + route, SERVER)
        .with("http.request.method", method)
        .with("http.route", route)
        .with("http.response.status_code", status)
        .with("url.path", path)
        .with("url.scheme", "http")
        .with("server.address", "localhost")
        .with("server.port", between(1024, 65_535))
        .with("client.address", matching("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1"))
        .with("user_agent.original", matching("Java-http-client/.*"))
        .with("throughline.request_id", matching("req_[0-9a-f]{32}"))
        .with("user.id", "anonymous")
        .with("user.role", "admin")
        .with("auth.api_key_present", false)
        .with("auth.method", "none");
  }

  static ExpectedSpan saved(int bytes) {
    return span("audio.validate_and_save", INTERNAL)
        .with("file.size_bytes", bytes)
        .with("file.type", "audio/wav")
        .with("file.extension", "wav")
        .event("file_uploaded")
        .children(storage("upload", bytes));
  }

  static ExpectedSpan looked(int bytes, double seconds) {
    return span("audio.load_and_validate", INTERNAL)
        .with("audio.duration_seconds", seconds)
        .with("audio.codec", "pcm_s16le")
        .with("audio.channels", 1)
        .with("audio.sample_rate", 16_000)
        .children(storage("download", bytes));
  }

  static ExpectedSpan created(ExpectedSpan attempt) {
    return span("job.create", INTERNAL)
        .with("job.id", id())
        .with("job.type", "transcription")
        .children(
            sql("INSERT", "upload"),
            messaging("send transcription", PRODUCER, "send").children(attempt),
            sql("INSERT", "job"));
  }

  static ExpectedSpan attempt(String status) {
    return messaging("audio_processing.transcription", CONSUMER, "process")
        .with("task.id", id())
        .with("task.type", "transcription")
        .with("task.status", status)
        .with("task.duration_seconds", seconds())
        .with("job.duration_ms", milliseconds())
        .with("job.id", id())
        .with("job.attempt", 1)
        .with("job.node", matching("node-[0-9a-f]{8}"))
        .event("task_started");
  }

  private static ExpectedSpan messaging(String name, ExpectedSpan.Kind kind, String operation) {
    return span(name, kind)
        .with("messaging.system", "throughline")
        .with("messaging.destination.name", "transcription")
        .with("messaging.operation.name", operation)
        .with("messaging.operation.type", operation)
        .with("messaging.message.id", id());
  }

  static ExpectedSpan queueWait() {
    return span("job.queue_wait", INTERNAL).with("job.priority", 0).with("queue.depth", 0);
  }

  static ExpectedSpan planned(String stages) {
    return span("orchestrator.build_dag", INTERNAL).with("dag.stages", "[" + stages + "]");
  }

  static ExpectedSpan decoded() {
    return span("audio.decode", INTERNAL)
        .with("audio.codec", "pcm_s16le")
        .with("process.exit.code", 0);
  }

  static ExpectedSpan transcribed(Engine engine) {
    return engine
        .stage("ml.transcribe", "transcription")
        .with("ml.language", "en")
        .with("ml.task", "transcribe")
        .with("ml.batch_size", 1)
        .with("ml.segments_count", between(1, 20))
        .with("ml.rtf", between(0, 100));
  }

  static ExpectedSpan diarized(Engine engine) {
    return engine
        .stage("ml.diarize", "diarization")
        .with("ml.speakers_count", between(1, 20))
        .with("ml.turns_count", between(1, 100));
  }

  static ExpectedSpan aligned(Engine engine) {
    return engine
        .stage("ml.align", "alignment")
        .with("ml.language", "en")
        .with("ml.words_count", between(1, 200))
        .with("ml.words_unaligned", between(0, 20));
  }

  static ExpectedSpan speakersAssigned(boolean diarized) {
    return span("ml.assign_speakers", INTERNAL)
        .with("ml.segments_count", between(1, 20))
        .with("ml.speakers_count", diarized ? between(1, 20) : 0);
  }

  /**
   * @param cold true if the embedding model has to be loaded
   */
  static ExpectedSpan indexed(boolean cold) {
    return span("search.index", INTERNAL)
        .with("search.documents_count", 1)
        .children(sql("SELECT", "upload"), embedded(cold))
        .children(written("INSERT"));
  }

  /** Passages embedded for the index. */
  static ExpectedSpan embedded(boolean cold) {
    return Engine.miniLm(cold)
        .stage("ml.embed", "embedding")
        .with("ml.texts_count", between(1, 100));
  }

  /** A version of a document with passages, as rows. */
  static ExpectedSpan[] written(String operation) {
    return new ExpectedSpan[] {
      sql("INSERT", "search_passage"),
      sql("UPDATE", "search_change"),
      sql("SELECT", "search_change"),
      sql("SELECT", "search_document"),
      sql(operation, "search_document")
    };
  }

  static ExpectedSpan markedCompleted() {
    return span("orchestrator.mark_job_completed", INTERNAL);
  }

  static ExpectedSpan storage(String operation, Object bytes) {
    return span("storage." + operation, CLIENT)
        .with("storage.operation", operation)
        .with("storage.system", "file")
        .with("storage.bytes", bytes);
  }

  /** A statement; its text has placeholders where it had values. */
  static ExpectedSpan sql(String operation, String table) {
    return span(operation + " " + table, CLIENT)
        .with("db.system.name", "h2database")
        .with("db.namespace", "throughline")
        .with("db.operation.name", operation)
        .with("db.collection.name", table)
        .with("db.query.summary", operation + " " + table)
        .with(
            "db.query.text",
            matching("(?i)(?=" + operation + "\\b)(?=.*\\b" + table + "\\b)[^'\"]*"));
  }

  /** A query of several tables, whose names are not told. */
  static ExpectedSpan join(String table) {
    return span("SELECT", CLIENT)
        .with("db.system.name", "h2database")
        .with("db.namespace", "throughline")
        .with("db.operation.name", "SELECT")
        .with("db.query.summary", "SELECT")
        .with("db.query.text", matching("select (?=.*\\bjoin\\b)(?=.*\\b" + table + "\\b)[^'\"]*"));
  }

  /**
   * An engine as its spans show it.
   *
   * @param cold true if its model has to be loaded
   */
  record Engine(
      String id, String version, String model, String computeType, String stage, boolean cold) {

    static Engine sphinx(boolean cold) {
      return new Engine("sphinx4", "1.0.0", "en-us", "float32", "transcribe", cold);
    }

    static Engine sphinxAligner(boolean cold) {
      return new Engine("sphinx4-aligner", "1.0.0", "en-us", "float32", "align", cold);
    }

    static Engine sphinxSpeakers(boolean cold) {
      return new Engine("sphinx4-speakerid", "1.0.0", "bic-clustering", "float64", "diarize", cold);
    }

    static Engine miniLm(boolean cold) {
      return new Engine(
          "all-minilm-l6-v2", "1.20.0-beta30", "all-MiniLM-L6-v2", "int8", "embed", cold);
    }

    static Engine scripted(boolean cold) {
      return new Engine("scripted", "1.0", "none", "float32", "transcribe", cold);
    }

    /** The stage that ran to its end on this engine. */
    ExpectedSpan stage(String name, String activity) {
      return begun(name, activity)
          .with("ml.inference_duration_seconds", seconds())
          .with("ml.total_duration_seconds", seconds())
          .event(activity + "_completed")
          .children(processed());
    }

    /** The stage up to where the engine is called. */
    ExpectedSpan begun(String name, String activity) {
      ExpectedSpan span =
          span(name, INTERNAL)
              .with("ml.model", model)
              .with("ml.device", "cpu")
              .with("ml.compute_type", computeType);
      if (cold) {
        span.with("ml.model_load_duration_seconds", seconds())
            .event("model_loading_started")
            .event("model_loaded")
            .children(span("model.load", INTERNAL).with("ml.model", model).with("engine.id", id));
      } else {
        span.event("model_cache_hit");
      }
      return span.event(activity + "_started");
    }

    ExpectedSpan processed() {
      return span("engine." + id + ".process", INTERNAL)
          .with("engine.id", id)
          .with("engine.version", version)
          .with("task.stage", stage);
    }
  }
}
