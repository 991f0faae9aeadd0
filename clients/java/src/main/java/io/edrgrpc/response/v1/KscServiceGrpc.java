package io.edrgrpc.response.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * The KSC connections behind this server and the hosts they manage. Credentials are never part of an answer.
 * </pre>
 */
@javax.annotation.Generated(
    value = "by gRPC proto compiler",
    comments = "Source: edr/response/v1/ksc_service.proto")
@io.grpc.stub.annotations.GrpcGenerated
public final class KscServiceGrpc {

  private KscServiceGrpc() {}

  public static final String SERVICE_NAME = "edr.response.v1.KscService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListServersRequest,
      io.edrgrpc.response.v1.ListServersResponse> getListServersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListServers",
      requestType = io.edrgrpc.response.v1.ListServersRequest.class,
      responseType = io.edrgrpc.response.v1.ListServersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListServersRequest,
      io.edrgrpc.response.v1.ListServersResponse> getListServersMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListServersRequest, io.edrgrpc.response.v1.ListServersResponse> getListServersMethod;
    if ((getListServersMethod = KscServiceGrpc.getListServersMethod) == null) {
      synchronized (KscServiceGrpc.class) {
        if ((getListServersMethod = KscServiceGrpc.getListServersMethod) == null) {
          KscServiceGrpc.getListServersMethod = getListServersMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.ListServersRequest, io.edrgrpc.response.v1.ListServersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListServers"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ListServersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ListServersResponse.getDefaultInstance()))
              .setSchemaDescriptor(new KscServiceMethodDescriptorSupplier("ListServers"))
              .build();
        }
      }
    }
    return getListServersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetServerStatusRequest,
      io.edrgrpc.response.v1.GetServerStatusResponse> getGetServerStatusMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetServerStatus",
      requestType = io.edrgrpc.response.v1.GetServerStatusRequest.class,
      responseType = io.edrgrpc.response.v1.GetServerStatusResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetServerStatusRequest,
      io.edrgrpc.response.v1.GetServerStatusResponse> getGetServerStatusMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetServerStatusRequest, io.edrgrpc.response.v1.GetServerStatusResponse> getGetServerStatusMethod;
    if ((getGetServerStatusMethod = KscServiceGrpc.getGetServerStatusMethod) == null) {
      synchronized (KscServiceGrpc.class) {
        if ((getGetServerStatusMethod = KscServiceGrpc.getGetServerStatusMethod) == null) {
          KscServiceGrpc.getGetServerStatusMethod = getGetServerStatusMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.GetServerStatusRequest, io.edrgrpc.response.v1.GetServerStatusResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetServerStatus"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.GetServerStatusRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.GetServerStatusResponse.getDefaultInstance()))
              .setSchemaDescriptor(new KscServiceMethodDescriptorSupplier("GetServerStatus"))
              .build();
        }
      }
    }
    return getGetServerStatusMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.FindHostsRequest,
      io.edrgrpc.response.v1.FindHostsResponse> getFindHostsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "FindHosts",
      requestType = io.edrgrpc.response.v1.FindHostsRequest.class,
      responseType = io.edrgrpc.response.v1.FindHostsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.FindHostsRequest,
      io.edrgrpc.response.v1.FindHostsResponse> getFindHostsMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.FindHostsRequest, io.edrgrpc.response.v1.FindHostsResponse> getFindHostsMethod;
    if ((getFindHostsMethod = KscServiceGrpc.getFindHostsMethod) == null) {
      synchronized (KscServiceGrpc.class) {
        if ((getFindHostsMethod = KscServiceGrpc.getFindHostsMethod) == null) {
          KscServiceGrpc.getFindHostsMethod = getFindHostsMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.FindHostsRequest, io.edrgrpc.response.v1.FindHostsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "FindHosts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.FindHostsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.FindHostsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new KscServiceMethodDescriptorSupplier("FindHosts"))
              .build();
        }
      }
    }
    return getFindHostsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static KscServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<KscServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<KscServiceStub>() {
        @java.lang.Override
        public KscServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new KscServiceStub(channel, callOptions);
        }
      };
    return KscServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static KscServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<KscServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<KscServiceBlockingStub>() {
        @java.lang.Override
        public KscServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new KscServiceBlockingStub(channel, callOptions);
        }
      };
    return KscServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static KscServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<KscServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<KscServiceFutureStub>() {
        @java.lang.Override
        public KscServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new KscServiceFutureStub(channel, callOptions);
        }
      };
    return KscServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * The KSC connections behind this server and the hosts they manage. Credentials are never part of an answer.
   * </pre>
   */
  public static abstract class KscServiceImplBase implements io.grpc.BindableService {

    /**
     * <pre>
     * The configured KSC connections. Asks no KSC.
     * </pre>
     */
    public void listServers(io.edrgrpc.response.v1.ListServersRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListServersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListServersMethod(), responseObserver);
    }

    /**
     * <pre>
     * How one KSC connection does now. Asks KSC; an unreachable KSC is an answer (reachable = false), not an error. Errors: NOT_FOUND.
     * </pre>
     */
    public void getServerStatus(io.edrgrpc.response.v1.GetServerStatusRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetServerStatusResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetServerStatusMethod(), responseObserver);
    }

    /**
     * <pre>
     * Hosts by name, FQDN or free text, streamed. Errors: NOT_FOUND (server), UNAVAILABLE (KSC).
     * </pre>
     */
    public void findHosts(io.edrgrpc.response.v1.FindHostsRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.FindHostsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getFindHostsMethod(), responseObserver);
    }

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
          .addMethod(
            getListServersMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.ListServersRequest,
                io.edrgrpc.response.v1.ListServersResponse>(
                  this, METHODID_LIST_SERVERS)))
          .addMethod(
            getGetServerStatusMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.GetServerStatusRequest,
                io.edrgrpc.response.v1.GetServerStatusResponse>(
                  this, METHODID_GET_SERVER_STATUS)))
          .addMethod(
            getFindHostsMethod(),
            io.grpc.stub.ServerCalls.asyncServerStreamingCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.FindHostsRequest,
                io.edrgrpc.response.v1.FindHostsResponse>(
                  this, METHODID_FIND_HOSTS)))
          .build();
    }
  }

  /**
   * <pre>
   * The KSC connections behind this server and the hosts they manage. Credentials are never part of an answer.
   * </pre>
   */
  public static final class KscServiceStub extends io.grpc.stub.AbstractAsyncStub<KscServiceStub> {
    private KscServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected KscServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new KscServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * The configured KSC connections. Asks no KSC.
     * </pre>
     */
    public void listServers(io.edrgrpc.response.v1.ListServersRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListServersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListServersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * How one KSC connection does now. Asks KSC; an unreachable KSC is an answer (reachable = false), not an error. Errors: NOT_FOUND.
     * </pre>
     */
    public void getServerStatus(io.edrgrpc.response.v1.GetServerStatusRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetServerStatusResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetServerStatusMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Hosts by name, FQDN or free text, streamed. Errors: NOT_FOUND (server), UNAVAILABLE (KSC).
     * </pre>
     */
    public void findHosts(io.edrgrpc.response.v1.FindHostsRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.FindHostsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getFindHostsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * <pre>
   * The KSC connections behind this server and the hosts they manage. Credentials are never part of an answer.
   * </pre>
   */
  public static final class KscServiceBlockingStub extends io.grpc.stub.AbstractBlockingStub<KscServiceBlockingStub> {
    private KscServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected KscServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new KscServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * The configured KSC connections. Asks no KSC.
     * </pre>
     */
    public io.edrgrpc.response.v1.ListServersResponse listServers(io.edrgrpc.response.v1.ListServersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListServersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * How one KSC connection does now. Asks KSC; an unreachable KSC is an answer (reachable = false), not an error. Errors: NOT_FOUND.
     * </pre>
     */
    public io.edrgrpc.response.v1.GetServerStatusResponse getServerStatus(io.edrgrpc.response.v1.GetServerStatusRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetServerStatusMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Hosts by name, FQDN or free text, streamed. Errors: NOT_FOUND (server), UNAVAILABLE (KSC).
     * </pre>
     */
    public java.util.Iterator<io.edrgrpc.response.v1.FindHostsResponse> findHosts(
        io.edrgrpc.response.v1.FindHostsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getFindHostsMethod(), getCallOptions(), request);
    }
  }

  /**
   * <pre>
   * The KSC connections behind this server and the hosts they manage. Credentials are never part of an answer.
   * </pre>
   */
  public static final class KscServiceFutureStub extends io.grpc.stub.AbstractFutureStub<KscServiceFutureStub> {
    private KscServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected KscServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new KscServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * The configured KSC connections. Asks no KSC.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.ListServersResponse> listServers(
        io.edrgrpc.response.v1.ListServersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListServersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * How one KSC connection does now. Asks KSC; an unreachable KSC is an answer (reachable = false), not an error. Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.GetServerStatusResponse> getServerStatus(
        io.edrgrpc.response.v1.GetServerStatusRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetServerStatusMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_SERVERS = 0;
  private static final int METHODID_GET_SERVER_STATUS = 1;
  private static final int METHODID_FIND_HOSTS = 2;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final KscServiceImplBase serviceImpl;
    private final int methodId;

    MethodHandlers(KscServiceImplBase serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_LIST_SERVERS:
          serviceImpl.listServers((io.edrgrpc.response.v1.ListServersRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListServersResponse>) responseObserver);
          break;
        case METHODID_GET_SERVER_STATUS:
          serviceImpl.getServerStatus((io.edrgrpc.response.v1.GetServerStatusRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetServerStatusResponse>) responseObserver);
          break;
        case METHODID_FIND_HOSTS:
          serviceImpl.findHosts((io.edrgrpc.response.v1.FindHostsRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.FindHostsResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        default:
          throw new AssertionError();
      }
    }
  }

  private static abstract class KscServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    KscServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.edrgrpc.response.v1.KscServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("KscService");
    }
  }

  private static final class KscServiceFileDescriptorSupplier
      extends KscServiceBaseDescriptorSupplier {
    KscServiceFileDescriptorSupplier() {}
  }

  private static final class KscServiceMethodDescriptorSupplier
      extends KscServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final String methodName;

    KscServiceMethodDescriptorSupplier(String methodName) {
      this.methodName = methodName;
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.MethodDescriptor getMethodDescriptor() {
      return getServiceDescriptor().findMethodByName(methodName);
    }
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (KscServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new KscServiceFileDescriptorSupplier())
              .addMethod(getListServersMethod())
              .addMethod(getGetServerStatusMethod())
              .addMethod(getFindHostsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
