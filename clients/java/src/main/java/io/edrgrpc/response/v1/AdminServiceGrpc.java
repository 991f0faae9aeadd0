package io.edrgrpc.response.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Runs the server: tokens, the kill switch, the policy and the audit record. Every RPC needs a role of the policy with admin = true.
 * </pre>
 */
@javax.annotation.Generated(
    value = "by gRPC proto compiler",
    comments = "Source: edr/response/v1/admin_service.proto")
@io.grpc.stub.annotations.GrpcGenerated
public final class AdminServiceGrpc {

  private AdminServiceGrpc() {}

  public static final String SERVICE_NAME = "edr.response.v1.AdminService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CreateTokenRequest,
      io.edrgrpc.response.v1.CreateTokenResponse> getCreateTokenMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateToken",
      requestType = io.edrgrpc.response.v1.CreateTokenRequest.class,
      responseType = io.edrgrpc.response.v1.CreateTokenResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CreateTokenRequest,
      io.edrgrpc.response.v1.CreateTokenResponse> getCreateTokenMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CreateTokenRequest, io.edrgrpc.response.v1.CreateTokenResponse> getCreateTokenMethod;
    if ((getCreateTokenMethod = AdminServiceGrpc.getCreateTokenMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCreateTokenMethod = AdminServiceGrpc.getCreateTokenMethod) == null) {
          AdminServiceGrpc.getCreateTokenMethod = getCreateTokenMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.CreateTokenRequest, io.edrgrpc.response.v1.CreateTokenResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateToken"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.CreateTokenRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.CreateTokenResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("CreateToken"))
              .build();
        }
      }
    }
    return getCreateTokenMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListTokensRequest,
      io.edrgrpc.response.v1.ListTokensResponse> getListTokensMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTokens",
      requestType = io.edrgrpc.response.v1.ListTokensRequest.class,
      responseType = io.edrgrpc.response.v1.ListTokensResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListTokensRequest,
      io.edrgrpc.response.v1.ListTokensResponse> getListTokensMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListTokensRequest, io.edrgrpc.response.v1.ListTokensResponse> getListTokensMethod;
    if ((getListTokensMethod = AdminServiceGrpc.getListTokensMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getListTokensMethod = AdminServiceGrpc.getListTokensMethod) == null) {
          AdminServiceGrpc.getListTokensMethod = getListTokensMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.ListTokensRequest, io.edrgrpc.response.v1.ListTokensResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTokens"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ListTokensRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ListTokensResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("ListTokens"))
              .build();
        }
      }
    }
    return getListTokensMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.RevokeTokenRequest,
      io.edrgrpc.response.v1.RevokeTokenResponse> getRevokeTokenMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RevokeToken",
      requestType = io.edrgrpc.response.v1.RevokeTokenRequest.class,
      responseType = io.edrgrpc.response.v1.RevokeTokenResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.RevokeTokenRequest,
      io.edrgrpc.response.v1.RevokeTokenResponse> getRevokeTokenMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.RevokeTokenRequest, io.edrgrpc.response.v1.RevokeTokenResponse> getRevokeTokenMethod;
    if ((getRevokeTokenMethod = AdminServiceGrpc.getRevokeTokenMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getRevokeTokenMethod = AdminServiceGrpc.getRevokeTokenMethod) == null) {
          AdminServiceGrpc.getRevokeTokenMethod = getRevokeTokenMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.RevokeTokenRequest, io.edrgrpc.response.v1.RevokeTokenResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RevokeToken"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.RevokeTokenRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.RevokeTokenResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("RevokeToken"))
              .build();
        }
      }
    }
    return getRevokeTokenMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.StopSendingRequest,
      io.edrgrpc.response.v1.StopSendingResponse> getStopSendingMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "StopSending",
      requestType = io.edrgrpc.response.v1.StopSendingRequest.class,
      responseType = io.edrgrpc.response.v1.StopSendingResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.StopSendingRequest,
      io.edrgrpc.response.v1.StopSendingResponse> getStopSendingMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.StopSendingRequest, io.edrgrpc.response.v1.StopSendingResponse> getStopSendingMethod;
    if ((getStopSendingMethod = AdminServiceGrpc.getStopSendingMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getStopSendingMethod = AdminServiceGrpc.getStopSendingMethod) == null) {
          AdminServiceGrpc.getStopSendingMethod = getStopSendingMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.StopSendingRequest, io.edrgrpc.response.v1.StopSendingResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "StopSending"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.StopSendingRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.StopSendingResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("StopSending"))
              .build();
        }
      }
    }
    return getStopSendingMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ResumeSendingRequest,
      io.edrgrpc.response.v1.ResumeSendingResponse> getResumeSendingMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ResumeSending",
      requestType = io.edrgrpc.response.v1.ResumeSendingRequest.class,
      responseType = io.edrgrpc.response.v1.ResumeSendingResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ResumeSendingRequest,
      io.edrgrpc.response.v1.ResumeSendingResponse> getResumeSendingMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ResumeSendingRequest, io.edrgrpc.response.v1.ResumeSendingResponse> getResumeSendingMethod;
    if ((getResumeSendingMethod = AdminServiceGrpc.getResumeSendingMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getResumeSendingMethod = AdminServiceGrpc.getResumeSendingMethod) == null) {
          AdminServiceGrpc.getResumeSendingMethod = getResumeSendingMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.ResumeSendingRequest, io.edrgrpc.response.v1.ResumeSendingResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ResumeSending"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ResumeSendingRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ResumeSendingResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("ResumeSending"))
              .build();
        }
      }
    }
    return getResumeSendingMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetSendingStateRequest,
      io.edrgrpc.response.v1.GetSendingStateResponse> getGetSendingStateMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSendingState",
      requestType = io.edrgrpc.response.v1.GetSendingStateRequest.class,
      responseType = io.edrgrpc.response.v1.GetSendingStateResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetSendingStateRequest,
      io.edrgrpc.response.v1.GetSendingStateResponse> getGetSendingStateMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetSendingStateRequest, io.edrgrpc.response.v1.GetSendingStateResponse> getGetSendingStateMethod;
    if ((getGetSendingStateMethod = AdminServiceGrpc.getGetSendingStateMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getGetSendingStateMethod = AdminServiceGrpc.getGetSendingStateMethod) == null) {
          AdminServiceGrpc.getGetSendingStateMethod = getGetSendingStateMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.GetSendingStateRequest, io.edrgrpc.response.v1.GetSendingStateResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSendingState"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.GetSendingStateRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.GetSendingStateResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("GetSendingState"))
              .build();
        }
      }
    }
    return getGetSendingStateMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ExplainPolicyRequest,
      io.edrgrpc.response.v1.ExplainPolicyResponse> getExplainPolicyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ExplainPolicy",
      requestType = io.edrgrpc.response.v1.ExplainPolicyRequest.class,
      responseType = io.edrgrpc.response.v1.ExplainPolicyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ExplainPolicyRequest,
      io.edrgrpc.response.v1.ExplainPolicyResponse> getExplainPolicyMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ExplainPolicyRequest, io.edrgrpc.response.v1.ExplainPolicyResponse> getExplainPolicyMethod;
    if ((getExplainPolicyMethod = AdminServiceGrpc.getExplainPolicyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getExplainPolicyMethod = AdminServiceGrpc.getExplainPolicyMethod) == null) {
          AdminServiceGrpc.getExplainPolicyMethod = getExplainPolicyMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.ExplainPolicyRequest, io.edrgrpc.response.v1.ExplainPolicyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ExplainPolicy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ExplainPolicyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ExplainPolicyResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("ExplainPolicy"))
              .build();
        }
      }
    }
    return getExplainPolicyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CheckPolicyRequest,
      io.edrgrpc.response.v1.CheckPolicyResponse> getCheckPolicyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CheckPolicy",
      requestType = io.edrgrpc.response.v1.CheckPolicyRequest.class,
      responseType = io.edrgrpc.response.v1.CheckPolicyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CheckPolicyRequest,
      io.edrgrpc.response.v1.CheckPolicyResponse> getCheckPolicyMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CheckPolicyRequest, io.edrgrpc.response.v1.CheckPolicyResponse> getCheckPolicyMethod;
    if ((getCheckPolicyMethod = AdminServiceGrpc.getCheckPolicyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCheckPolicyMethod = AdminServiceGrpc.getCheckPolicyMethod) == null) {
          AdminServiceGrpc.getCheckPolicyMethod = getCheckPolicyMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.CheckPolicyRequest, io.edrgrpc.response.v1.CheckPolicyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CheckPolicy"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.CheckPolicyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.CheckPolicyResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("CheckPolicy"))
              .build();
        }
      }
    }
    return getCheckPolicyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ExportAuditRequest,
      io.edrgrpc.response.v1.ExportAuditResponse> getExportAuditMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ExportAudit",
      requestType = io.edrgrpc.response.v1.ExportAuditRequest.class,
      responseType = io.edrgrpc.response.v1.ExportAuditResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ExportAuditRequest,
      io.edrgrpc.response.v1.ExportAuditResponse> getExportAuditMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ExportAuditRequest, io.edrgrpc.response.v1.ExportAuditResponse> getExportAuditMethod;
    if ((getExportAuditMethod = AdminServiceGrpc.getExportAuditMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getExportAuditMethod = AdminServiceGrpc.getExportAuditMethod) == null) {
          AdminServiceGrpc.getExportAuditMethod = getExportAuditMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.ExportAuditRequest, io.edrgrpc.response.v1.ExportAuditResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ExportAudit"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ExportAuditRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ExportAuditResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("ExportAudit"))
              .build();
        }
      }
    }
    return getExportAuditMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.VerifyAuditRequest,
      io.edrgrpc.response.v1.VerifyAuditResponse> getVerifyAuditMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "VerifyAudit",
      requestType = io.edrgrpc.response.v1.VerifyAuditRequest.class,
      responseType = io.edrgrpc.response.v1.VerifyAuditResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.VerifyAuditRequest,
      io.edrgrpc.response.v1.VerifyAuditResponse> getVerifyAuditMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.VerifyAuditRequest, io.edrgrpc.response.v1.VerifyAuditResponse> getVerifyAuditMethod;
    if ((getVerifyAuditMethod = AdminServiceGrpc.getVerifyAuditMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getVerifyAuditMethod = AdminServiceGrpc.getVerifyAuditMethod) == null) {
          AdminServiceGrpc.getVerifyAuditMethod = getVerifyAuditMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.VerifyAuditRequest, io.edrgrpc.response.v1.VerifyAuditResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "VerifyAudit"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.VerifyAuditRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.VerifyAuditResponse.getDefaultInstance()))
              .setSchemaDescriptor(new AdminServiceMethodDescriptorSupplier("VerifyAudit"))
              .build();
        }
      }
    }
    return getVerifyAuditMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AdminServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceStub>() {
        @java.lang.Override
        public AdminServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceStub(channel, callOptions);
        }
      };
    return AdminServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AdminServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingStub>() {
        @java.lang.Override
        public AdminServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceBlockingStub(channel, callOptions);
        }
      };
    return AdminServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AdminServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceFutureStub>() {
        @java.lang.Override
        public AdminServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceFutureStub(channel, callOptions);
        }
      };
    return AdminServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Runs the server: tokens, the kill switch, the policy and the audit record. Every RPC needs a role of the policy with admin = true.
   * </pre>
   */
  public static abstract class AdminServiceImplBase implements io.grpc.BindableService {

    /**
     * <pre>
     * Makes an API token for a principal. Its text is in the answer once and never again: only its hash is stored.
     * </pre>
     */
    public void createToken(io.edrgrpc.response.v1.CreateTokenRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CreateTokenResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateTokenMethod(), responseObserver);
    }

    /**
     * <pre>
     * All tokens, without their texts, newest first.
     * </pre>
     */
    public void listTokens(io.edrgrpc.response.v1.ListTokensRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListTokensResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTokensMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends a token at once: calls and open streams with it end UNAUTHENTICATED. Errors: NOT_FOUND.
     * </pre>
     */
    public void revokeToken(io.edrgrpc.response.v1.RevokeTokenRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.RevokeTokenResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRevokeTokenMethod(), responseObserver);
    }

    /**
     * <pre>
     * The kill switch: from the answer on no AddIncident is begun. Submissions are still accepted and wait, saying so. Survives restarts.
     * </pre>
     */
    public void stopSending(io.edrgrpc.response.v1.StopSendingRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.StopSendingResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getStopSendingMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends what StopSending began.
     * </pre>
     */
    public void resumeSending(io.edrgrpc.response.v1.ResumeSendingRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ResumeSendingResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getResumeSendingMethod(), responseObserver);
    }

    /**
     * <pre>
     * Whether sending is stopped, by whom and why.
     * </pre>
     */
    public void getSendingState(io.edrgrpc.response.v1.GetSendingStateRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetSendingStateResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSendingStateMethod(), responseObserver);
    }

    /**
     * <pre>
     * What the policy in force would say of an action, without submitting it. Errors: those of Submit's checks of action and host.
     * </pre>
     */
    public void explainPolicy(io.edrgrpc.response.v1.ExplainPolicyRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ExplainPolicyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getExplainPolicyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Checks the text of a policy file without putting it in force.
     * </pre>
     */
    public void checkPolicy(io.edrgrpc.response.v1.CheckPolicyRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CheckPolicyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCheckPolicyMethod(), responseObserver);
    }

    /**
     * <pre>
     * The audit record in order, from a sequence number on, to its present end.
     * </pre>
     */
    public void exportAudit(io.edrgrpc.response.v1.ExportAuditRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ExportAuditResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getExportAuditMethod(), responseObserver);
    }

    /**
     * <pre>
     * Recomputes the hash chain of the audit record.
     * </pre>
     */
    public void verifyAudit(io.edrgrpc.response.v1.VerifyAuditRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.VerifyAuditResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getVerifyAuditMethod(), responseObserver);
    }

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
          .addMethod(
            getCreateTokenMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.CreateTokenRequest,
                io.edrgrpc.response.v1.CreateTokenResponse>(
                  this, METHODID_CREATE_TOKEN)))
          .addMethod(
            getListTokensMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.ListTokensRequest,
                io.edrgrpc.response.v1.ListTokensResponse>(
                  this, METHODID_LIST_TOKENS)))
          .addMethod(
            getRevokeTokenMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.RevokeTokenRequest,
                io.edrgrpc.response.v1.RevokeTokenResponse>(
                  this, METHODID_REVOKE_TOKEN)))
          .addMethod(
            getStopSendingMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.StopSendingRequest,
                io.edrgrpc.response.v1.StopSendingResponse>(
                  this, METHODID_STOP_SENDING)))
          .addMethod(
            getResumeSendingMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.ResumeSendingRequest,
                io.edrgrpc.response.v1.ResumeSendingResponse>(
                  this, METHODID_RESUME_SENDING)))
          .addMethod(
            getGetSendingStateMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.GetSendingStateRequest,
                io.edrgrpc.response.v1.GetSendingStateResponse>(
                  this, METHODID_GET_SENDING_STATE)))
          .addMethod(
            getExplainPolicyMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.ExplainPolicyRequest,
                io.edrgrpc.response.v1.ExplainPolicyResponse>(
                  this, METHODID_EXPLAIN_POLICY)))
          .addMethod(
            getCheckPolicyMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.CheckPolicyRequest,
                io.edrgrpc.response.v1.CheckPolicyResponse>(
                  this, METHODID_CHECK_POLICY)))
          .addMethod(
            getExportAuditMethod(),
            io.grpc.stub.ServerCalls.asyncServerStreamingCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.ExportAuditRequest,
                io.edrgrpc.response.v1.ExportAuditResponse>(
                  this, METHODID_EXPORT_AUDIT)))
          .addMethod(
            getVerifyAuditMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.VerifyAuditRequest,
                io.edrgrpc.response.v1.VerifyAuditResponse>(
                  this, METHODID_VERIFY_AUDIT)))
          .build();
    }
  }

  /**
   * <pre>
   * Runs the server: tokens, the kill switch, the policy and the audit record. Every RPC needs a role of the policy with admin = true.
   * </pre>
   */
  public static final class AdminServiceStub extends io.grpc.stub.AbstractAsyncStub<AdminServiceStub> {
    private AdminServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes an API token for a principal. Its text is in the answer once and never again: only its hash is stored.
     * </pre>
     */
    public void createToken(io.edrgrpc.response.v1.CreateTokenRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CreateTokenResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateTokenMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * All tokens, without their texts, newest first.
     * </pre>
     */
    public void listTokens(io.edrgrpc.response.v1.ListTokensRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListTokensResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTokensMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends a token at once: calls and open streams with it end UNAUTHENTICATED. Errors: NOT_FOUND.
     * </pre>
     */
    public void revokeToken(io.edrgrpc.response.v1.RevokeTokenRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.RevokeTokenResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRevokeTokenMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The kill switch: from the answer on no AddIncident is begun. Submissions are still accepted and wait, saying so. Survives restarts.
     * </pre>
     */
    public void stopSending(io.edrgrpc.response.v1.StopSendingRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.StopSendingResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getStopSendingMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends what StopSending began.
     * </pre>
     */
    public void resumeSending(io.edrgrpc.response.v1.ResumeSendingRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ResumeSendingResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getResumeSendingMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Whether sending is stopped, by whom and why.
     * </pre>
     */
    public void getSendingState(io.edrgrpc.response.v1.GetSendingStateRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetSendingStateResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSendingStateMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * What the policy in force would say of an action, without submitting it. Errors: those of Submit's checks of action and host.
     * </pre>
     */
    public void explainPolicy(io.edrgrpc.response.v1.ExplainPolicyRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ExplainPolicyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getExplainPolicyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Checks the text of a policy file without putting it in force.
     * </pre>
     */
    public void checkPolicy(io.edrgrpc.response.v1.CheckPolicyRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CheckPolicyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCheckPolicyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The audit record in order, from a sequence number on, to its present end.
     * </pre>
     */
    public void exportAudit(io.edrgrpc.response.v1.ExportAuditRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ExportAuditResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getExportAuditMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Recomputes the hash chain of the audit record.
     * </pre>
     */
    public void verifyAudit(io.edrgrpc.response.v1.VerifyAuditRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.VerifyAuditResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getVerifyAuditMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * <pre>
   * Runs the server: tokens, the kill switch, the policy and the audit record. Every RPC needs a role of the policy with admin = true.
   * </pre>
   */
  public static final class AdminServiceBlockingStub extends io.grpc.stub.AbstractBlockingStub<AdminServiceBlockingStub> {
    private AdminServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes an API token for a principal. Its text is in the answer once and never again: only its hash is stored.
     * </pre>
     */
    public io.edrgrpc.response.v1.CreateTokenResponse createToken(io.edrgrpc.response.v1.CreateTokenRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateTokenMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * All tokens, without their texts, newest first.
     * </pre>
     */
    public io.edrgrpc.response.v1.ListTokensResponse listTokens(io.edrgrpc.response.v1.ListTokensRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTokensMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends a token at once: calls and open streams with it end UNAUTHENTICATED. Errors: NOT_FOUND.
     * </pre>
     */
    public io.edrgrpc.response.v1.RevokeTokenResponse revokeToken(io.edrgrpc.response.v1.RevokeTokenRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRevokeTokenMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The kill switch: from the answer on no AddIncident is begun. Submissions are still accepted and wait, saying so. Survives restarts.
     * </pre>
     */
    public io.edrgrpc.response.v1.StopSendingResponse stopSending(io.edrgrpc.response.v1.StopSendingRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getStopSendingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends what StopSending began.
     * </pre>
     */
    public io.edrgrpc.response.v1.ResumeSendingResponse resumeSending(io.edrgrpc.response.v1.ResumeSendingRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getResumeSendingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Whether sending is stopped, by whom and why.
     * </pre>
     */
    public io.edrgrpc.response.v1.GetSendingStateResponse getSendingState(io.edrgrpc.response.v1.GetSendingStateRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSendingStateMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * What the policy in force would say of an action, without submitting it. Errors: those of Submit's checks of action and host.
     * </pre>
     */
    public io.edrgrpc.response.v1.ExplainPolicyResponse explainPolicy(io.edrgrpc.response.v1.ExplainPolicyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getExplainPolicyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Checks the text of a policy file without putting it in force.
     * </pre>
     */
    public io.edrgrpc.response.v1.CheckPolicyResponse checkPolicy(io.edrgrpc.response.v1.CheckPolicyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCheckPolicyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The audit record in order, from a sequence number on, to its present end.
     * </pre>
     */
    public java.util.Iterator<io.edrgrpc.response.v1.ExportAuditResponse> exportAudit(
        io.edrgrpc.response.v1.ExportAuditRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getExportAuditMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Recomputes the hash chain of the audit record.
     * </pre>
     */
    public io.edrgrpc.response.v1.VerifyAuditResponse verifyAudit(io.edrgrpc.response.v1.VerifyAuditRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getVerifyAuditMethod(), getCallOptions(), request);
    }
  }

  /**
   * <pre>
   * Runs the server: tokens, the kill switch, the policy and the audit record. Every RPC needs a role of the policy with admin = true.
   * </pre>
   */
  public static final class AdminServiceFutureStub extends io.grpc.stub.AbstractFutureStub<AdminServiceFutureStub> {
    private AdminServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Makes an API token for a principal. Its text is in the answer once and never again: only its hash is stored.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.CreateTokenResponse> createToken(
        io.edrgrpc.response.v1.CreateTokenRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateTokenMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * All tokens, without their texts, newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.ListTokensResponse> listTokens(
        io.edrgrpc.response.v1.ListTokensRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTokensMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends a token at once: calls and open streams with it end UNAUTHENTICATED. Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.RevokeTokenResponse> revokeToken(
        io.edrgrpc.response.v1.RevokeTokenRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRevokeTokenMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * The kill switch: from the answer on no AddIncident is begun. Submissions are still accepted and wait, saying so. Survives restarts.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.StopSendingResponse> stopSending(
        io.edrgrpc.response.v1.StopSendingRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getStopSendingMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends what StopSending began.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.ResumeSendingResponse> resumeSending(
        io.edrgrpc.response.v1.ResumeSendingRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getResumeSendingMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Whether sending is stopped, by whom and why.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.GetSendingStateResponse> getSendingState(
        io.edrgrpc.response.v1.GetSendingStateRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSendingStateMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * What the policy in force would say of an action, without submitting it. Errors: those of Submit's checks of action and host.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.ExplainPolicyResponse> explainPolicy(
        io.edrgrpc.response.v1.ExplainPolicyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getExplainPolicyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Checks the text of a policy file without putting it in force.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.CheckPolicyResponse> checkPolicy(
        io.edrgrpc.response.v1.CheckPolicyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCheckPolicyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Recomputes the hash chain of the audit record.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.VerifyAuditResponse> verifyAudit(
        io.edrgrpc.response.v1.VerifyAuditRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getVerifyAuditMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_TOKEN = 0;
  private static final int METHODID_LIST_TOKENS = 1;
  private static final int METHODID_REVOKE_TOKEN = 2;
  private static final int METHODID_STOP_SENDING = 3;
  private static final int METHODID_RESUME_SENDING = 4;
  private static final int METHODID_GET_SENDING_STATE = 5;
  private static final int METHODID_EXPLAIN_POLICY = 6;
  private static final int METHODID_CHECK_POLICY = 7;
  private static final int METHODID_EXPORT_AUDIT = 8;
  private static final int METHODID_VERIFY_AUDIT = 9;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AdminServiceImplBase serviceImpl;
    private final int methodId;

    MethodHandlers(AdminServiceImplBase serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_CREATE_TOKEN:
          serviceImpl.createToken((io.edrgrpc.response.v1.CreateTokenRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CreateTokenResponse>) responseObserver);
          break;
        case METHODID_LIST_TOKENS:
          serviceImpl.listTokens((io.edrgrpc.response.v1.ListTokensRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListTokensResponse>) responseObserver);
          break;
        case METHODID_REVOKE_TOKEN:
          serviceImpl.revokeToken((io.edrgrpc.response.v1.RevokeTokenRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.RevokeTokenResponse>) responseObserver);
          break;
        case METHODID_STOP_SENDING:
          serviceImpl.stopSending((io.edrgrpc.response.v1.StopSendingRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.StopSendingResponse>) responseObserver);
          break;
        case METHODID_RESUME_SENDING:
          serviceImpl.resumeSending((io.edrgrpc.response.v1.ResumeSendingRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ResumeSendingResponse>) responseObserver);
          break;
        case METHODID_GET_SENDING_STATE:
          serviceImpl.getSendingState((io.edrgrpc.response.v1.GetSendingStateRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetSendingStateResponse>) responseObserver);
          break;
        case METHODID_EXPLAIN_POLICY:
          serviceImpl.explainPolicy((io.edrgrpc.response.v1.ExplainPolicyRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ExplainPolicyResponse>) responseObserver);
          break;
        case METHODID_CHECK_POLICY:
          serviceImpl.checkPolicy((io.edrgrpc.response.v1.CheckPolicyRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CheckPolicyResponse>) responseObserver);
          break;
        case METHODID_EXPORT_AUDIT:
          serviceImpl.exportAudit((io.edrgrpc.response.v1.ExportAuditRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ExportAuditResponse>) responseObserver);
          break;
        case METHODID_VERIFY_AUDIT:
          serviceImpl.verifyAudit((io.edrgrpc.response.v1.VerifyAuditRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.VerifyAuditResponse>) responseObserver);
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

  private static abstract class AdminServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    AdminServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.edrgrpc.response.v1.AdminServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("AdminService");
    }
  }

  private static final class AdminServiceFileDescriptorSupplier
      extends AdminServiceBaseDescriptorSupplier {
    AdminServiceFileDescriptorSupplier() {}
  }

  private static final class AdminServiceMethodDescriptorSupplier
      extends AdminServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final String methodName;

    AdminServiceMethodDescriptorSupplier(String methodName) {
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
      synchronized (AdminServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new AdminServiceFileDescriptorSupplier())
              .addMethod(getCreateTokenMethod())
              .addMethod(getListTokensMethod())
              .addMethod(getRevokeTokenMethod())
              .addMethod(getStopSendingMethod())
              .addMethod(getResumeSendingMethod())
              .addMethod(getGetSendingStateMethod())
              .addMethod(getExplainPolicyMethod())
              .addMethod(getCheckPolicyMethod())
              .addMethod(getExportAuditMethod())
              .addMethod(getVerifyAuditMethod())
              .build();
        }
      }
    }
    return result;
  }
}
