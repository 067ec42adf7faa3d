package io.throughline.app.it.collector;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;

/** Takes OTLP/gRPC from callers that know its key. */
public final class GrpcCollector implements AutoCloseable {

  private final ReceivedSpans spans = new ReceivedSpans();
  private final Server server;

  /**
   * @param header name of the header that must have the value {@code key}
   */
  public GrpcCollector(String header, String key) throws IOException {
    server =
        NettyServerBuilder.forPort(0)
            .addService(ServerInterceptors.intercept(new Spans(), new Key(header, key)))
            .build()
            .start();
  }

  public String endpoint() {
    return "http://localhost:" + server.getPort();
  }

  public ReceivedSpans spans() {
    return spans;
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Spans extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> answer) {
      spans.add(request);
      answer.onNext(ExportTraceServiceResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }

  private record Key(String header, String key) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      if (key.equals(headers.get(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER)))) {
        return next.startCall(call, headers);
      }
      call.close(Status.UNAUTHENTICATED, new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }
}
