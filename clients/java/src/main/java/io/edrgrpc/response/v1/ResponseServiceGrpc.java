package io.edrgrpc.response.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * Submits EDR responses and follows them to their end. Every error carries ErrorInfo (see ErrorReason).
 * Retrying: every call may be repeated. A submit is safe to repeat when it carries a request_id, and only then.
 * </pre>
 */
@javax.annotation.Generated(
    value = "by gRPC proto compiler",
    comments = "Source: edr/response/v1/response_service.proto")
@io.grpc.stub.annotations.GrpcGenerated
public final class ResponseServiceGrpc {

  private ResponseServiceGrpc() {}

  public static final String SERVICE_NAME = "edr.response.v1.ResponseService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitRequest,
      io.edrgrpc.response.v1.SubmitResponse> getSubmitMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Submit",
      requestType = io.edrgrpc.response.v1.SubmitRequest.class,
      responseType = io.edrgrpc.response.v1.SubmitResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitRequest,
      io.edrgrpc.response.v1.SubmitResponse> getSubmitMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitRequest, io.edrgrpc.response.v1.SubmitResponse> getSubmitMethod;
    if ((getSubmitMethod = ResponseServiceGrpc.getSubmitMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getSubmitMethod = ResponseServiceGrpc.getSubmitMethod) == null) {
          ResponseServiceGrpc.getSubmitMethod = getSubmitMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.SubmitRequest, io.edrgrpc.response.v1.SubmitResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Submit"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.SubmitRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.SubmitResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("Submit"))
              .build();
        }
      }
    }
    return getSubmitMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitBatchRequest,
      io.edrgrpc.response.v1.SubmitBatchResponse> getSubmitBatchMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SubmitBatch",
      requestType = io.edrgrpc.response.v1.SubmitBatchRequest.class,
      responseType = io.edrgrpc.response.v1.SubmitBatchResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitBatchRequest,
      io.edrgrpc.response.v1.SubmitBatchResponse> getSubmitBatchMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitBatchRequest, io.edrgrpc.response.v1.SubmitBatchResponse> getSubmitBatchMethod;
    if ((getSubmitBatchMethod = ResponseServiceGrpc.getSubmitBatchMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getSubmitBatchMethod = ResponseServiceGrpc.getSubmitBatchMethod) == null) {
          ResponseServiceGrpc.getSubmitBatchMethod = getSubmitBatchMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.SubmitBatchRequest, io.edrgrpc.response.v1.SubmitBatchResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SubmitBatch"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.SubmitBatchRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.SubmitBatchResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("SubmitBatch"))
              .build();
        }
      }
    }
    return getSubmitBatchMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitAndWatchRequest,
      io.edrgrpc.response.v1.SubmitAndWatchResponse> getSubmitAndWatchMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SubmitAndWatch",
      requestType = io.edrgrpc.response.v1.SubmitAndWatchRequest.class,
      responseType = io.edrgrpc.response.v1.SubmitAndWatchResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitAndWatchRequest,
      io.edrgrpc.response.v1.SubmitAndWatchResponse> getSubmitAndWatchMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.SubmitAndWatchRequest, io.edrgrpc.response.v1.SubmitAndWatchResponse> getSubmitAndWatchMethod;
    if ((getSubmitAndWatchMethod = ResponseServiceGrpc.getSubmitAndWatchMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getSubmitAndWatchMethod = ResponseServiceGrpc.getSubmitAndWatchMethod) == null) {
          ResponseServiceGrpc.getSubmitAndWatchMethod = getSubmitAndWatchMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.SubmitAndWatchRequest, io.edrgrpc.response.v1.SubmitAndWatchResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SubmitAndWatch"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.SubmitAndWatchRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.SubmitAndWatchResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("SubmitAndWatch"))
              .build();
        }
      }
    }
    return getSubmitAndWatchMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetSubmissionRequest,
      io.edrgrpc.response.v1.GetSubmissionResponse> getGetSubmissionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSubmission",
      requestType = io.edrgrpc.response.v1.GetSubmissionRequest.class,
      responseType = io.edrgrpc.response.v1.GetSubmissionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetSubmissionRequest,
      io.edrgrpc.response.v1.GetSubmissionResponse> getGetSubmissionMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetSubmissionRequest, io.edrgrpc.response.v1.GetSubmissionResponse> getGetSubmissionMethod;
    if ((getGetSubmissionMethod = ResponseServiceGrpc.getGetSubmissionMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getGetSubmissionMethod = ResponseServiceGrpc.getGetSubmissionMethod) == null) {
          ResponseServiceGrpc.getGetSubmissionMethod = getGetSubmissionMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.GetSubmissionRequest, io.edrgrpc.response.v1.GetSubmissionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSubmission"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.GetSubmissionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.GetSubmissionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("GetSubmission"))
              .build();
        }
      }
    }
    return getGetSubmissionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListSubmissionsRequest,
      io.edrgrpc.response.v1.ListSubmissionsResponse> getListSubmissionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSubmissions",
      requestType = io.edrgrpc.response.v1.ListSubmissionsRequest.class,
      responseType = io.edrgrpc.response.v1.ListSubmissionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListSubmissionsRequest,
      io.edrgrpc.response.v1.ListSubmissionsResponse> getListSubmissionsMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListSubmissionsRequest, io.edrgrpc.response.v1.ListSubmissionsResponse> getListSubmissionsMethod;
    if ((getListSubmissionsMethod = ResponseServiceGrpc.getListSubmissionsMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getListSubmissionsMethod = ResponseServiceGrpc.getListSubmissionsMethod) == null) {
          ResponseServiceGrpc.getListSubmissionsMethod = getListSubmissionsMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.ListSubmissionsRequest, io.edrgrpc.response.v1.ListSubmissionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSubmissions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ListSubmissionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ListSubmissionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("ListSubmissions"))
              .build();
        }
      }
    }
    return getListSubmissionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.WatchSubmissionRequest,
      io.edrgrpc.response.v1.WatchSubmissionResponse> getWatchSubmissionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchSubmission",
      requestType = io.edrgrpc.response.v1.WatchSubmissionRequest.class,
      responseType = io.edrgrpc.response.v1.WatchSubmissionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.WatchSubmissionRequest,
      io.edrgrpc.response.v1.WatchSubmissionResponse> getWatchSubmissionMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.WatchSubmissionRequest, io.edrgrpc.response.v1.WatchSubmissionResponse> getWatchSubmissionMethod;
    if ((getWatchSubmissionMethod = ResponseServiceGrpc.getWatchSubmissionMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getWatchSubmissionMethod = ResponseServiceGrpc.getWatchSubmissionMethod) == null) {
          ResponseServiceGrpc.getWatchSubmissionMethod = getWatchSubmissionMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.WatchSubmissionRequest, io.edrgrpc.response.v1.WatchSubmissionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchSubmission"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.WatchSubmissionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.WatchSubmissionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("WatchSubmission"))
              .build();
        }
      }
    }
    return getWatchSubmissionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.WatchSubmissionsRequest,
      io.edrgrpc.response.v1.WatchSubmissionsResponse> getWatchSubmissionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "WatchSubmissions",
      requestType = io.edrgrpc.response.v1.WatchSubmissionsRequest.class,
      responseType = io.edrgrpc.response.v1.WatchSubmissionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.WatchSubmissionsRequest,
      io.edrgrpc.response.v1.WatchSubmissionsResponse> getWatchSubmissionsMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.WatchSubmissionsRequest, io.edrgrpc.response.v1.WatchSubmissionsResponse> getWatchSubmissionsMethod;
    if ((getWatchSubmissionsMethod = ResponseServiceGrpc.getWatchSubmissionsMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getWatchSubmissionsMethod = ResponseServiceGrpc.getWatchSubmissionsMethod) == null) {
          ResponseServiceGrpc.getWatchSubmissionsMethod = getWatchSubmissionsMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.WatchSubmissionsRequest, io.edrgrpc.response.v1.WatchSubmissionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "WatchSubmissions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.WatchSubmissionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.WatchSubmissionsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("WatchSubmissions"))
              .build();
        }
      }
    }
    return getWatchSubmissionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CancelSubmissionRequest,
      io.edrgrpc.response.v1.CancelSubmissionResponse> getCancelSubmissionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelSubmission",
      requestType = io.edrgrpc.response.v1.CancelSubmissionRequest.class,
      responseType = io.edrgrpc.response.v1.CancelSubmissionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CancelSubmissionRequest,
      io.edrgrpc.response.v1.CancelSubmissionResponse> getCancelSubmissionMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CancelSubmissionRequest, io.edrgrpc.response.v1.CancelSubmissionResponse> getCancelSubmissionMethod;
    if ((getCancelSubmissionMethod = ResponseServiceGrpc.getCancelSubmissionMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getCancelSubmissionMethod = ResponseServiceGrpc.getCancelSubmissionMethod) == null) {
          ResponseServiceGrpc.getCancelSubmissionMethod = getCancelSubmissionMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.CancelSubmissionRequest, io.edrgrpc.response.v1.CancelSubmissionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelSubmission"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.CancelSubmissionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.CancelSubmissionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("CancelSubmission"))
              .build();
        }
      }
    }
    return getCancelSubmissionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CancelBatchRequest,
      io.edrgrpc.response.v1.CancelBatchResponse> getCancelBatchMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CancelBatch",
      requestType = io.edrgrpc.response.v1.CancelBatchRequest.class,
      responseType = io.edrgrpc.response.v1.CancelBatchResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CancelBatchRequest,
      io.edrgrpc.response.v1.CancelBatchResponse> getCancelBatchMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.CancelBatchRequest, io.edrgrpc.response.v1.CancelBatchResponse> getCancelBatchMethod;
    if ((getCancelBatchMethod = ResponseServiceGrpc.getCancelBatchMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getCancelBatchMethod = ResponseServiceGrpc.getCancelBatchMethod) == null) {
          ResponseServiceGrpc.getCancelBatchMethod = getCancelBatchMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.CancelBatchRequest, io.edrgrpc.response.v1.CancelBatchResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CancelBatch"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.CancelBatchRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.CancelBatchResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("CancelBatch"))
              .build();
        }
      }
    }
    return getCancelBatchMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ApproveSubmissionRequest,
      io.edrgrpc.response.v1.ApproveSubmissionResponse> getApproveSubmissionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ApproveSubmission",
      requestType = io.edrgrpc.response.v1.ApproveSubmissionRequest.class,
      responseType = io.edrgrpc.response.v1.ApproveSubmissionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ApproveSubmissionRequest,
      io.edrgrpc.response.v1.ApproveSubmissionResponse> getApproveSubmissionMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ApproveSubmissionRequest, io.edrgrpc.response.v1.ApproveSubmissionResponse> getApproveSubmissionMethod;
    if ((getApproveSubmissionMethod = ResponseServiceGrpc.getApproveSubmissionMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getApproveSubmissionMethod = ResponseServiceGrpc.getApproveSubmissionMethod) == null) {
          ResponseServiceGrpc.getApproveSubmissionMethod = getApproveSubmissionMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.ApproveSubmissionRequest, io.edrgrpc.response.v1.ApproveSubmissionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ApproveSubmission"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ApproveSubmissionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ApproveSubmissionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("ApproveSubmission"))
              .build();
        }
      }
    }
    return getApproveSubmissionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.RejectSubmissionRequest,
      io.edrgrpc.response.v1.RejectSubmissionResponse> getRejectSubmissionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RejectSubmission",
      requestType = io.edrgrpc.response.v1.RejectSubmissionRequest.class,
      responseType = io.edrgrpc.response.v1.RejectSubmissionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.RejectSubmissionRequest,
      io.edrgrpc.response.v1.RejectSubmissionResponse> getRejectSubmissionMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.RejectSubmissionRequest, io.edrgrpc.response.v1.RejectSubmissionResponse> getRejectSubmissionMethod;
    if ((getRejectSubmissionMethod = ResponseServiceGrpc.getRejectSubmissionMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getRejectSubmissionMethod = ResponseServiceGrpc.getRejectSubmissionMethod) == null) {
          ResponseServiceGrpc.getRejectSubmissionMethod = getRejectSubmissionMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.RejectSubmissionRequest, io.edrgrpc.response.v1.RejectSubmissionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RejectSubmission"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.RejectSubmissionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.RejectSubmissionResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("RejectSubmission"))
              .build();
        }
      }
    }
    return getRejectSubmissionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListIsolatedHostsRequest,
      io.edrgrpc.response.v1.ListIsolatedHostsResponse> getListIsolatedHostsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListIsolatedHosts",
      requestType = io.edrgrpc.response.v1.ListIsolatedHostsRequest.class,
      responseType = io.edrgrpc.response.v1.ListIsolatedHostsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListIsolatedHostsRequest,
      io.edrgrpc.response.v1.ListIsolatedHostsResponse> getListIsolatedHostsMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.ListIsolatedHostsRequest, io.edrgrpc.response.v1.ListIsolatedHostsResponse> getListIsolatedHostsMethod;
    if ((getListIsolatedHostsMethod = ResponseServiceGrpc.getListIsolatedHostsMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getListIsolatedHostsMethod = ResponseServiceGrpc.getListIsolatedHostsMethod) == null) {
          ResponseServiceGrpc.getListIsolatedHostsMethod = getListIsolatedHostsMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.ListIsolatedHostsRequest, io.edrgrpc.response.v1.ListIsolatedHostsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListIsolatedHosts"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ListIsolatedHostsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.ListIsolatedHostsResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("ListIsolatedHosts"))
              .build();
        }
      }
    }
    return getListIsolatedHostsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetCapabilitiesRequest,
      io.edrgrpc.response.v1.GetCapabilitiesResponse> getGetCapabilitiesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetCapabilities",
      requestType = io.edrgrpc.response.v1.GetCapabilitiesRequest.class,
      responseType = io.edrgrpc.response.v1.GetCapabilitiesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetCapabilitiesRequest,
      io.edrgrpc.response.v1.GetCapabilitiesResponse> getGetCapabilitiesMethod() {
    io.grpc.MethodDescriptor<io.edrgrpc.response.v1.GetCapabilitiesRequest, io.edrgrpc.response.v1.GetCapabilitiesResponse> getGetCapabilitiesMethod;
    if ((getGetCapabilitiesMethod = ResponseServiceGrpc.getGetCapabilitiesMethod) == null) {
      synchronized (ResponseServiceGrpc.class) {
        if ((getGetCapabilitiesMethod = ResponseServiceGrpc.getGetCapabilitiesMethod) == null) {
          ResponseServiceGrpc.getGetCapabilitiesMethod = getGetCapabilitiesMethod =
              io.grpc.MethodDescriptor.<io.edrgrpc.response.v1.GetCapabilitiesRequest, io.edrgrpc.response.v1.GetCapabilitiesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetCapabilities"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.GetCapabilitiesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.ProtoUtils.marshaller(
                  io.edrgrpc.response.v1.GetCapabilitiesResponse.getDefaultInstance()))
              .setSchemaDescriptor(new ResponseServiceMethodDescriptorSupplier("GetCapabilities"))
              .build();
        }
      }
    }
    return getGetCapabilitiesMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ResponseServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ResponseServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ResponseServiceStub>() {
        @java.lang.Override
        public ResponseServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ResponseServiceStub(channel, callOptions);
        }
      };
    return ResponseServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ResponseServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ResponseServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ResponseServiceBlockingStub>() {
        @java.lang.Override
        public ResponseServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ResponseServiceBlockingStub(channel, callOptions);
        }
      };
    return ResponseServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ResponseServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ResponseServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ResponseServiceFutureStub>() {
        @java.lang.Override
        public ResponseServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ResponseServiceFutureStub(channel, callOptions);
        }
      };
    return ResponseServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * Submits EDR responses and follows them to their end. Every error carries ErrorInfo (see ErrorReason).
   * Retrying: every call may be repeated. A submit is safe to repeat when it carries a request_id, and only then.
   * </pre>
   */
  public static abstract class ResponseServiceImplBase implements io.grpc.BindableService {

    /**
     * <pre>
     * Records one response. OK means durable: it survives kill -9 of the server. It does not mean done, or even sent: watch it.
     * KSC being down is no error: the submission waits. Errors: INVALID_ARGUMENT, NOT_FOUND (server, host name),
     * FAILED_PRECONDITION (policy, ambiguous host name), ALREADY_EXISTS (request_id), RESOURCE_EXHAUSTED (queue, quota), UNAVAILABLE.
     * </pre>
     */
    public void submit(io.edrgrpc.response.v1.SubmitRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSubmitMethod(), responseObserver);
    }

    /**
     * <pre>
     * Records 1 to 1,000 responses, all in one transaction or none, one submission per item in the order given.
     * The whole message may be at most 4 MiB. Errors: those of Submit; paths of violations start with items[&lt;index&gt;].
     * </pre>
     */
    public void submitBatch(io.edrgrpc.response.v1.SubmitBatchRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitBatchResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSubmitBatchMethod(), responseObserver);
    }

    /**
     * <pre>
     * Submit, then that submission's events until its end. The first message carries the submission.
     * The stream's end, its deadline or a lost connection never ends the work: call WatchSubmission with the last cursor.
     * </pre>
     */
    public void submitAndWatch(io.edrgrpc.response.v1.SubmitAndWatchRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitAndWatchResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSubmitAndWatchMethod(), responseObserver);
    }

    /**
     * <pre>
     * One submission as it is now. Errors: NOT_FOUND.
     * </pre>
     */
    public void getSubmission(io.edrgrpc.response.v1.GetSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetSubmissionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSubmissionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Submissions, newest first, in pages.
     * </pre>
     */
    public void listSubmissions(io.edrgrpc.response.v1.ListSubmissionsRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListSubmissionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSubmissionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * The events of one submission: history after the cursor, then live. Ends OK after the terminal event.
     * Errors: NOT_FOUND, INVALID_ARGUMENT (foreign cursor), OUT_OF_RANGE (unusable cursor), RESOURCE_EXHAUSTED (slow reader),
     * UNAVAILABLE with RetryInfo on shutdown.
     * </pre>
     */
    public void watchSubmission(io.edrgrpc.response.v1.WatchSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.WatchSubmissionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchSubmissionMethod(), responseObserver);
    }

    /**
     * <pre>
     * The events of all submissions that match: history after the cursor, then live. Never ends by itself.
     * Without a cursor the history begins with the oldest event kept. Errors: those of WatchSubmission.
     * </pre>
     */
    public void watchSubmissions(io.edrgrpc.response.v1.WatchSubmissionsRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.WatchSubmissionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getWatchSubmissionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels a submission that has no incident yet (PENDING_APPROVAL or ACCEPTED). KSC cannot take an incident back: later it is
     * FAILED_PRECONDITION (STATE_FORBIDS) saying which state. Cancelling a cancelled one answers OK again.
     * </pre>
     */
    public void cancelSubmission(io.edrgrpc.response.v1.CancelSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CancelSubmissionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelSubmissionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Cancels what can still be cancelled of a batch and reports one outcome per item. Errors: NOT_FOUND.
     * </pre>
     */
    public void cancelBatch(io.edrgrpc.response.v1.CancelBatchRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CancelBatchResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCancelBatchMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lets a submission that is PENDING_APPROVAL go on. The approver needs the right for its task kind and host, and must be another principal than its
     * submitter. Errors: NOT_FOUND, PERMISSION_DENIED (no right, or one's own), FAILED_PRECONDITION (not pending any more).
     * </pre>
     */
    public void approveSubmission(io.edrgrpc.response.v1.ApproveSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ApproveSubmissionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getApproveSubmissionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Ends a submission that is PENDING_APPROVAL as DENIED. Errors: those of ApproveSubmission.
     * </pre>
     */
    public void rejectSubmission(io.edrgrpc.response.v1.RejectSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.RejectSubmissionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRejectSubmissionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Hosts that this server isolated, or may have, and has not released since. Hosts isolated by others are not known here.
     * </pre>
     */
    public void listIsolatedHosts(io.edrgrpc.response.v1.ListIsolatedHostsRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListIsolatedHostsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListIsolatedHostsMethod(), responseObserver);
    }

    /**
     * <pre>
     * What this server can do: contract version, and for every KSC connection its actions and limits.
     * </pre>
     */
    public void getCapabilities(io.edrgrpc.response.v1.GetCapabilitiesRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetCapabilitiesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetCapabilitiesMethod(), responseObserver);
    }

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
          .addMethod(
            getSubmitMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.SubmitRequest,
                io.edrgrpc.response.v1.SubmitResponse>(
                  this, METHODID_SUBMIT)))
          .addMethod(
            getSubmitBatchMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.SubmitBatchRequest,
                io.edrgrpc.response.v1.SubmitBatchResponse>(
                  this, METHODID_SUBMIT_BATCH)))
          .addMethod(
            getSubmitAndWatchMethod(),
            io.grpc.stub.ServerCalls.asyncServerStreamingCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.SubmitAndWatchRequest,
                io.edrgrpc.response.v1.SubmitAndWatchResponse>(
                  this, METHODID_SUBMIT_AND_WATCH)))
          .addMethod(
            getGetSubmissionMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.GetSubmissionRequest,
                io.edrgrpc.response.v1.GetSubmissionResponse>(
                  this, METHODID_GET_SUBMISSION)))
          .addMethod(
            getListSubmissionsMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.ListSubmissionsRequest,
                io.edrgrpc.response.v1.ListSubmissionsResponse>(
                  this, METHODID_LIST_SUBMISSIONS)))
          .addMethod(
            getWatchSubmissionMethod(),
            io.grpc.stub.ServerCalls.asyncServerStreamingCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.WatchSubmissionRequest,
                io.edrgrpc.response.v1.WatchSubmissionResponse>(
                  this, METHODID_WATCH_SUBMISSION)))
          .addMethod(
            getWatchSubmissionsMethod(),
            io.grpc.stub.ServerCalls.asyncServerStreamingCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.WatchSubmissionsRequest,
                io.edrgrpc.response.v1.WatchSubmissionsResponse>(
                  this, METHODID_WATCH_SUBMISSIONS)))
          .addMethod(
            getCancelSubmissionMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.CancelSubmissionRequest,
                io.edrgrpc.response.v1.CancelSubmissionResponse>(
                  this, METHODID_CANCEL_SUBMISSION)))
          .addMethod(
            getCancelBatchMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.CancelBatchRequest,
                io.edrgrpc.response.v1.CancelBatchResponse>(
                  this, METHODID_CANCEL_BATCH)))
          .addMethod(
            getApproveSubmissionMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.ApproveSubmissionRequest,
                io.edrgrpc.response.v1.ApproveSubmissionResponse>(
                  this, METHODID_APPROVE_SUBMISSION)))
          .addMethod(
            getRejectSubmissionMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.RejectSubmissionRequest,
                io.edrgrpc.response.v1.RejectSubmissionResponse>(
                  this, METHODID_REJECT_SUBMISSION)))
          .addMethod(
            getListIsolatedHostsMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.ListIsolatedHostsRequest,
                io.edrgrpc.response.v1.ListIsolatedHostsResponse>(
                  this, METHODID_LIST_ISOLATED_HOSTS)))
          .addMethod(
            getGetCapabilitiesMethod(),
            io.grpc.stub.ServerCalls.asyncUnaryCall(
              new MethodHandlers<
                io.edrgrpc.response.v1.GetCapabilitiesRequest,
                io.edrgrpc.response.v1.GetCapabilitiesResponse>(
                  this, METHODID_GET_CAPABILITIES)))
          .build();
    }
  }

  /**
   * <pre>
   * Submits EDR responses and follows them to their end. Every error carries ErrorInfo (see ErrorReason).
   * Retrying: every call may be repeated. A submit is safe to repeat when it carries a request_id, and only then.
   * </pre>
   */
  public static final class ResponseServiceStub extends io.grpc.stub.AbstractAsyncStub<ResponseServiceStub> {
    private ResponseServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ResponseServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ResponseServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Records one response. OK means durable: it survives kill -9 of the server. It does not mean done, or even sent: watch it.
     * KSC being down is no error: the submission waits. Errors: INVALID_ARGUMENT, NOT_FOUND (server, host name),
     * FAILED_PRECONDITION (policy, ambiguous host name), ALREADY_EXISTS (request_id), RESOURCE_EXHAUSTED (queue, quota), UNAVAILABLE.
     * </pre>
     */
    public void submit(io.edrgrpc.response.v1.SubmitRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSubmitMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Records 1 to 1,000 responses, all in one transaction or none, one submission per item in the order given.
     * The whole message may be at most 4 MiB. Errors: those of Submit; paths of violations start with items[&lt;index&gt;].
     * </pre>
     */
    public void submitBatch(io.edrgrpc.response.v1.SubmitBatchRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitBatchResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSubmitBatchMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Submit, then that submission's events until its end. The first message carries the submission.
     * The stream's end, its deadline or a lost connection never ends the work: call WatchSubmission with the last cursor.
     * </pre>
     */
    public void submitAndWatch(io.edrgrpc.response.v1.SubmitAndWatchRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitAndWatchResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getSubmitAndWatchMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * One submission as it is now. Errors: NOT_FOUND.
     * </pre>
     */
    public void getSubmission(io.edrgrpc.response.v1.GetSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetSubmissionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSubmissionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Submissions, newest first, in pages.
     * </pre>
     */
    public void listSubmissions(io.edrgrpc.response.v1.ListSubmissionsRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListSubmissionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSubmissionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The events of one submission: history after the cursor, then live. Ends OK after the terminal event.
     * Errors: NOT_FOUND, INVALID_ARGUMENT (foreign cursor), OUT_OF_RANGE (unusable cursor), RESOURCE_EXHAUSTED (slow reader),
     * UNAVAILABLE with RetryInfo on shutdown.
     * </pre>
     */
    public void watchSubmission(io.edrgrpc.response.v1.WatchSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.WatchSubmissionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchSubmissionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * The events of all submissions that match: history after the cursor, then live. Never ends by itself.
     * Without a cursor the history begins with the oldest event kept. Errors: those of WatchSubmission.
     * </pre>
     */
    public void watchSubmissions(io.edrgrpc.response.v1.WatchSubmissionsRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.WatchSubmissionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getWatchSubmissionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels a submission that has no incident yet (PENDING_APPROVAL or ACCEPTED). KSC cannot take an incident back: later it is
     * FAILED_PRECONDITION (STATE_FORBIDS) saying which state. Cancelling a cancelled one answers OK again.
     * </pre>
     */
    public void cancelSubmission(io.edrgrpc.response.v1.CancelSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CancelSubmissionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelSubmissionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Cancels what can still be cancelled of a batch and reports one outcome per item. Errors: NOT_FOUND.
     * </pre>
     */
    public void cancelBatch(io.edrgrpc.response.v1.CancelBatchRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CancelBatchResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCancelBatchMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lets a submission that is PENDING_APPROVAL go on. The approver needs the right for its task kind and host, and must be another principal than its
     * submitter. Errors: NOT_FOUND, PERMISSION_DENIED (no right, or one's own), FAILED_PRECONDITION (not pending any more).
     * </pre>
     */
    public void approveSubmission(io.edrgrpc.response.v1.ApproveSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ApproveSubmissionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getApproveSubmissionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Ends a submission that is PENDING_APPROVAL as DENIED. Errors: those of ApproveSubmission.
     * </pre>
     */
    public void rejectSubmission(io.edrgrpc.response.v1.RejectSubmissionRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.RejectSubmissionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRejectSubmissionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Hosts that this server isolated, or may have, and has not released since. Hosts isolated by others are not known here.
     * </pre>
     */
    public void listIsolatedHosts(io.edrgrpc.response.v1.ListIsolatedHostsRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListIsolatedHostsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListIsolatedHostsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * What this server can do: contract version, and for every KSC connection its actions and limits.
     * </pre>
     */
    public void getCapabilities(io.edrgrpc.response.v1.GetCapabilitiesRequest request,
        io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetCapabilitiesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetCapabilitiesMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * <pre>
   * Submits EDR responses and follows them to their end. Every error carries ErrorInfo (see ErrorReason).
   * Retrying: every call may be repeated. A submit is safe to repeat when it carries a request_id, and only then.
   * </pre>
   */
  public static final class ResponseServiceBlockingStub extends io.grpc.stub.AbstractBlockingStub<ResponseServiceBlockingStub> {
    private ResponseServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ResponseServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ResponseServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Records one response. OK means durable: it survives kill -9 of the server. It does not mean done, or even sent: watch it.
     * KSC being down is no error: the submission waits. Errors: INVALID_ARGUMENT, NOT_FOUND (server, host name),
     * FAILED_PRECONDITION (policy, ambiguous host name), ALREADY_EXISTS (request_id), RESOURCE_EXHAUSTED (queue, quota), UNAVAILABLE.
     * </pre>
     */
    public io.edrgrpc.response.v1.SubmitResponse submit(io.edrgrpc.response.v1.SubmitRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSubmitMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Records 1 to 1,000 responses, all in one transaction or none, one submission per item in the order given.
     * The whole message may be at most 4 MiB. Errors: those of Submit; paths of violations start with items[&lt;index&gt;].
     * </pre>
     */
    public io.edrgrpc.response.v1.SubmitBatchResponse submitBatch(io.edrgrpc.response.v1.SubmitBatchRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSubmitBatchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Submit, then that submission's events until its end. The first message carries the submission.
     * The stream's end, its deadline or a lost connection never ends the work: call WatchSubmission with the last cursor.
     * </pre>
     */
    public java.util.Iterator<io.edrgrpc.response.v1.SubmitAndWatchResponse> submitAndWatch(
        io.edrgrpc.response.v1.SubmitAndWatchRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getSubmitAndWatchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * One submission as it is now. Errors: NOT_FOUND.
     * </pre>
     */
    public io.edrgrpc.response.v1.GetSubmissionResponse getSubmission(io.edrgrpc.response.v1.GetSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSubmissionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Submissions, newest first, in pages.
     * </pre>
     */
    public io.edrgrpc.response.v1.ListSubmissionsResponse listSubmissions(io.edrgrpc.response.v1.ListSubmissionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSubmissionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The events of one submission: history after the cursor, then live. Ends OK after the terminal event.
     * Errors: NOT_FOUND, INVALID_ARGUMENT (foreign cursor), OUT_OF_RANGE (unusable cursor), RESOURCE_EXHAUSTED (slow reader),
     * UNAVAILABLE with RetryInfo on shutdown.
     * </pre>
     */
    public java.util.Iterator<io.edrgrpc.response.v1.WatchSubmissionResponse> watchSubmission(
        io.edrgrpc.response.v1.WatchSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchSubmissionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * The events of all submissions that match: history after the cursor, then live. Never ends by itself.
     * Without a cursor the history begins with the oldest event kept. Errors: those of WatchSubmission.
     * </pre>
     */
    public java.util.Iterator<io.edrgrpc.response.v1.WatchSubmissionsResponse> watchSubmissions(
        io.edrgrpc.response.v1.WatchSubmissionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getWatchSubmissionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels a submission that has no incident yet (PENDING_APPROVAL or ACCEPTED). KSC cannot take an incident back: later it is
     * FAILED_PRECONDITION (STATE_FORBIDS) saying which state. Cancelling a cancelled one answers OK again.
     * </pre>
     */
    public io.edrgrpc.response.v1.CancelSubmissionResponse cancelSubmission(io.edrgrpc.response.v1.CancelSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelSubmissionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Cancels what can still be cancelled of a batch and reports one outcome per item. Errors: NOT_FOUND.
     * </pre>
     */
    public io.edrgrpc.response.v1.CancelBatchResponse cancelBatch(io.edrgrpc.response.v1.CancelBatchRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCancelBatchMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lets a submission that is PENDING_APPROVAL go on. The approver needs the right for its task kind and host, and must be another principal than its
     * submitter. Errors: NOT_FOUND, PERMISSION_DENIED (no right, or one's own), FAILED_PRECONDITION (not pending any more).
     * </pre>
     */
    public io.edrgrpc.response.v1.ApproveSubmissionResponse approveSubmission(io.edrgrpc.response.v1.ApproveSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getApproveSubmissionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Ends a submission that is PENDING_APPROVAL as DENIED. Errors: those of ApproveSubmission.
     * </pre>
     */
    public io.edrgrpc.response.v1.RejectSubmissionResponse rejectSubmission(io.edrgrpc.response.v1.RejectSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRejectSubmissionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Hosts that this server isolated, or may have, and has not released since. Hosts isolated by others are not known here.
     * </pre>
     */
    public io.edrgrpc.response.v1.ListIsolatedHostsResponse listIsolatedHosts(io.edrgrpc.response.v1.ListIsolatedHostsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListIsolatedHostsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * What this server can do: contract version, and for every KSC connection its actions and limits.
     * </pre>
     */
    public io.edrgrpc.response.v1.GetCapabilitiesResponse getCapabilities(io.edrgrpc.response.v1.GetCapabilitiesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetCapabilitiesMethod(), getCallOptions(), request);
    }
  }

  /**
   * <pre>
   * Submits EDR responses and follows them to their end. Every error carries ErrorInfo (see ErrorReason).
   * Retrying: every call may be repeated. A submit is safe to repeat when it carries a request_id, and only then.
   * </pre>
   */
  public static final class ResponseServiceFutureStub extends io.grpc.stub.AbstractFutureStub<ResponseServiceFutureStub> {
    private ResponseServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ResponseServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ResponseServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Records one response. OK means durable: it survives kill -9 of the server. It does not mean done, or even sent: watch it.
     * KSC being down is no error: the submission waits. Errors: INVALID_ARGUMENT, NOT_FOUND (server, host name),
     * FAILED_PRECONDITION (policy, ambiguous host name), ALREADY_EXISTS (request_id), RESOURCE_EXHAUSTED (queue, quota), UNAVAILABLE.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.SubmitResponse> submit(
        io.edrgrpc.response.v1.SubmitRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSubmitMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Records 1 to 1,000 responses, all in one transaction or none, one submission per item in the order given.
     * The whole message may be at most 4 MiB. Errors: those of Submit; paths of violations start with items[&lt;index&gt;].
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.SubmitBatchResponse> submitBatch(
        io.edrgrpc.response.v1.SubmitBatchRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSubmitBatchMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * One submission as it is now. Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.GetSubmissionResponse> getSubmission(
        io.edrgrpc.response.v1.GetSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSubmissionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Submissions, newest first, in pages.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.ListSubmissionsResponse> listSubmissions(
        io.edrgrpc.response.v1.ListSubmissionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSubmissionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels a submission that has no incident yet (PENDING_APPROVAL or ACCEPTED). KSC cannot take an incident back: later it is
     * FAILED_PRECONDITION (STATE_FORBIDS) saying which state. Cancelling a cancelled one answers OK again.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.CancelSubmissionResponse> cancelSubmission(
        io.edrgrpc.response.v1.CancelSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelSubmissionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Cancels what can still be cancelled of a batch and reports one outcome per item. Errors: NOT_FOUND.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.CancelBatchResponse> cancelBatch(
        io.edrgrpc.response.v1.CancelBatchRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCancelBatchMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lets a submission that is PENDING_APPROVAL go on. The approver needs the right for its task kind and host, and must be another principal than its
     * submitter. Errors: NOT_FOUND, PERMISSION_DENIED (no right, or one's own), FAILED_PRECONDITION (not pending any more).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.ApproveSubmissionResponse> approveSubmission(
        io.edrgrpc.response.v1.ApproveSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getApproveSubmissionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Ends a submission that is PENDING_APPROVAL as DENIED. Errors: those of ApproveSubmission.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.RejectSubmissionResponse> rejectSubmission(
        io.edrgrpc.response.v1.RejectSubmissionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRejectSubmissionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Hosts that this server isolated, or may have, and has not released since. Hosts isolated by others are not known here.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.ListIsolatedHostsResponse> listIsolatedHosts(
        io.edrgrpc.response.v1.ListIsolatedHostsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListIsolatedHostsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * What this server can do: contract version, and for every KSC connection its actions and limits.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<io.edrgrpc.response.v1.GetCapabilitiesResponse> getCapabilities(
        io.edrgrpc.response.v1.GetCapabilitiesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetCapabilitiesMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_SUBMIT = 0;
  private static final int METHODID_SUBMIT_BATCH = 1;
  private static final int METHODID_SUBMIT_AND_WATCH = 2;
  private static final int METHODID_GET_SUBMISSION = 3;
  private static final int METHODID_LIST_SUBMISSIONS = 4;
  private static final int METHODID_WATCH_SUBMISSION = 5;
  private static final int METHODID_WATCH_SUBMISSIONS = 6;
  private static final int METHODID_CANCEL_SUBMISSION = 7;
  private static final int METHODID_CANCEL_BATCH = 8;
  private static final int METHODID_APPROVE_SUBMISSION = 9;
  private static final int METHODID_REJECT_SUBMISSION = 10;
  private static final int METHODID_LIST_ISOLATED_HOSTS = 11;
  private static final int METHODID_GET_CAPABILITIES = 12;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final ResponseServiceImplBase serviceImpl;
    private final int methodId;

    MethodHandlers(ResponseServiceImplBase serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_SUBMIT:
          serviceImpl.submit((io.edrgrpc.response.v1.SubmitRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitResponse>) responseObserver);
          break;
        case METHODID_SUBMIT_BATCH:
          serviceImpl.submitBatch((io.edrgrpc.response.v1.SubmitBatchRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitBatchResponse>) responseObserver);
          break;
        case METHODID_SUBMIT_AND_WATCH:
          serviceImpl.submitAndWatch((io.edrgrpc.response.v1.SubmitAndWatchRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.SubmitAndWatchResponse>) responseObserver);
          break;
        case METHODID_GET_SUBMISSION:
          serviceImpl.getSubmission((io.edrgrpc.response.v1.GetSubmissionRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetSubmissionResponse>) responseObserver);
          break;
        case METHODID_LIST_SUBMISSIONS:
          serviceImpl.listSubmissions((io.edrgrpc.response.v1.ListSubmissionsRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListSubmissionsResponse>) responseObserver);
          break;
        case METHODID_WATCH_SUBMISSION:
          serviceImpl.watchSubmission((io.edrgrpc.response.v1.WatchSubmissionRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.WatchSubmissionResponse>) responseObserver);
          break;
        case METHODID_WATCH_SUBMISSIONS:
          serviceImpl.watchSubmissions((io.edrgrpc.response.v1.WatchSubmissionsRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.WatchSubmissionsResponse>) responseObserver);
          break;
        case METHODID_CANCEL_SUBMISSION:
          serviceImpl.cancelSubmission((io.edrgrpc.response.v1.CancelSubmissionRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CancelSubmissionResponse>) responseObserver);
          break;
        case METHODID_CANCEL_BATCH:
          serviceImpl.cancelBatch((io.edrgrpc.response.v1.CancelBatchRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.CancelBatchResponse>) responseObserver);
          break;
        case METHODID_APPROVE_SUBMISSION:
          serviceImpl.approveSubmission((io.edrgrpc.response.v1.ApproveSubmissionRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ApproveSubmissionResponse>) responseObserver);
          break;
        case METHODID_REJECT_SUBMISSION:
          serviceImpl.rejectSubmission((io.edrgrpc.response.v1.RejectSubmissionRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.RejectSubmissionResponse>) responseObserver);
          break;
        case METHODID_LIST_ISOLATED_HOSTS:
          serviceImpl.listIsolatedHosts((io.edrgrpc.response.v1.ListIsolatedHostsRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.ListIsolatedHostsResponse>) responseObserver);
          break;
        case METHODID_GET_CAPABILITIES:
          serviceImpl.getCapabilities((io.edrgrpc.response.v1.GetCapabilitiesRequest) request,
              (io.grpc.stub.StreamObserver<io.edrgrpc.response.v1.GetCapabilitiesResponse>) responseObserver);
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

  private static abstract class ResponseServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoFileDescriptorSupplier, io.grpc.protobuf.ProtoServiceDescriptorSupplier {
    ResponseServiceBaseDescriptorSupplier() {}

    @java.lang.Override
    public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
      return io.edrgrpc.response.v1.ResponseServiceProto.getDescriptor();
    }

    @java.lang.Override
    public com.google.protobuf.Descriptors.ServiceDescriptor getServiceDescriptor() {
      return getFileDescriptor().findServiceByName("ResponseService");
    }
  }

  private static final class ResponseServiceFileDescriptorSupplier
      extends ResponseServiceBaseDescriptorSupplier {
    ResponseServiceFileDescriptorSupplier() {}
  }

  private static final class ResponseServiceMethodDescriptorSupplier
      extends ResponseServiceBaseDescriptorSupplier
      implements io.grpc.protobuf.ProtoMethodDescriptorSupplier {
    private final String methodName;

    ResponseServiceMethodDescriptorSupplier(String methodName) {
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
      synchronized (ResponseServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .setSchemaDescriptor(new ResponseServiceFileDescriptorSupplier())
              .addMethod(getSubmitMethod())
              .addMethod(getSubmitBatchMethod())
              .addMethod(getSubmitAndWatchMethod())
              .addMethod(getGetSubmissionMethod())
              .addMethod(getListSubmissionsMethod())
              .addMethod(getWatchSubmissionMethod())
              .addMethod(getWatchSubmissionsMethod())
              .addMethod(getCancelSubmissionMethod())
              .addMethod(getCancelBatchMethod())
              .addMethod(getApproveSubmissionMethod())
              .addMethod(getRejectSubmissionMethod())
              .addMethod(getListIsolatedHostsMethod())
              .addMethod(getGetCapabilitiesMethod())
              .build();
        }
      }
    }
    return result;
  }
}
