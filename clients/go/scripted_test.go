package edrgrpc_test

import (
	"context"
	"net"
	"sync"
	"testing"
	"time"

	edrgrpc "github.com/edrgrpc/edrgrpc/clients/go"
	responsev1 "github.com/edrgrpc/edrgrpc/clients/go/edr/response/v1"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
)

// act is what the server does with one call: it sends messages, then ends.
type act func(ctx context.Context, send func(proto.Message) error) error

// scripted is a ResponseService that plays acts, the last one again and again.
type scripted struct {
	responsev1.UnimplementedResponseServiceServer
	mutex    sync.Mutex
	acts     []act
	requests []proto.Message
	tokens   []string
}

func (s *scripted) play(ctx context.Context, request proto.Message, send func(proto.Message) error) error {
	s.mutex.Lock()
	s.requests = append(s.requests, request)
	headers, _ := metadata.FromIncomingContext(ctx)
	s.tokens = append(s.tokens, headers.Get("authorization")...)
	next := s.acts[0]
	if len(s.acts) > 1 {
		s.acts = s.acts[1:]
	}
	s.mutex.Unlock()
	return next(ctx, send)
}

func (s *scripted) seen() []proto.Message {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]proto.Message{}, s.requests...)
}

func (s *scripted) Submit(ctx context.Context, request *responsev1.SubmitRequest) (*responsev1.SubmitResponse, error) {
	return &responsev1.SubmitResponse{}, s.play(ctx, request, nil)
}

func (s *scripted) WatchSubmission(request *responsev1.WatchSubmissionRequest, stream responsev1.ResponseService_WatchSubmissionServer) error {
	return s.play(stream.Context(), request, func(message proto.Message) error {
		return stream.Send(message.(*responsev1.WatchSubmissionResponse))
	})
}

func (s *scripted) SubmitAndWatch(request *responsev1.SubmitAndWatchRequest, stream responsev1.ResponseService_SubmitAndWatchServer) error {
	return s.play(stream.Context(), request, func(message proto.Message) error {
		return stream.Send(message.(*responsev1.SubmitAndWatchResponse))
	})
}

// listen serves until the test ends.
func (s *scripted) listen(t *testing.T, options ...grpc.ServerOption) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer(options...)
	responsev1.RegisterResponseServiceServer(server, s)
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	return listener.Addr().String()
}

func start(t *testing.T, silence time.Duration, acts ...act) (*edrgrpc.Client, *scripted) {
	t.Helper()
	server := &scripted{acts: acts}
	connection, err := grpc.Dial(server.listen(t), grpc.WithInsecure())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	quick := edrgrpc.Backoff{Initial: time.Millisecond, Max: 2 * time.Millisecond}
	return edrgrpc.New(connection, edrgrpc.WithBackoff(quick), edrgrpc.WithSilence(silence)), server
}

// detail is a message as grpc-go's old and new versions take it in WithDetails.
type detail interface {
	Reset()
	String() string
	ProtoMessage()
}

// broken sends the messages, then fails with the code and details.
func broken(code codes.Code, details []detail, messages ...proto.Message) act {
	return func(_ context.Context, send func(proto.Message) error) error {
		for _, message := range messages {
			if err := send(message); err != nil {
				return err
			}
		}
		s := status.New(code, "broken")
		for _, detail := range details {
			var err error
			if s, err = s.WithDetails(detail); err != nil {
				return err
			}
		}
		return s.Err()
	}
}

func fine(messages ...proto.Message) act {
	return broken(codes.OK, nil, messages...)
}

func info(reason string) detail {
	return &errdetails.ErrorInfo{Reason: reason, Domain: "edr.response.v1", Metadata: map[string]string{"key": "value"}}
}

func retryAfter(delay time.Duration) detail {
	return &errdetails.RetryInfo{RetryDelay: durationpb.New(delay)}
}

func event(revision int64, cursor string) proto.Message {
	return &responsev1.WatchSubmissionResponse{
		Payload: &responsev1.WatchSubmissionResponse_Event{Event: &responsev1.SubmissionEvent{Revision: revision}}, Cursor: cursor,
	}
}

func caughtUp(cursor string) proto.Message {
	return &responsev1.WatchSubmissionResponse{
		Payload: &responsev1.WatchSubmissionResponse_CaughtUp{CaughtUp: &responsev1.CaughtUp{}}, Cursor: cursor,
	}
}
