package edrgrpc

import (
	"context"
	"io"
	"time"

	responsev1 "github.com/edrgrpc/edrgrpc/clients/go/edr/response/v1"
	"google.golang.org/grpc"
)

// Client has the calls of ResponseService and KscService. Its three watches replace the generated ones of the same names.
// It may be used by several goroutines.
type Client struct {
	responsev1.ResponseServiceClient
	responsev1.KscServiceClient
	backoff Backoff
	silence time.Duration
}

// Option changes a Client.
type Option func(*Client)

// WithBackoff changes the waits between tries.
func WithBackoff(backoff Backoff) Option {
	return func(c *Client) { c.backoff = backoff }
}

// WithSilence changes after what time without a message, not even a heartbeat, a watch takes its stream for dead. The server
// sends a heartbeat after at most 15 seconds; the default is 30.
func WithSilence(silence time.Duration) Option {
	return func(c *Client) { c.silence = silence }
}

// New makes a client of a connection, which stays the caller's to close. See DialOptions.
func New(connection grpc.ClientConnInterface, options ...Option) *Client {
	c := &Client{backoff: DefaultBackoff, silence: 30 * time.Second}
	for _, option := range options {
		option(c)
	}
	wrapped := &conn{connection, c.backoff}
	c.ResponseServiceClient = responsev1.NewResponseServiceClient(wrapped)
	c.KscServiceClient = responsev1.NewKscServiceClient(wrapped)
	return c
}

// WatchSubmission gives the events of one submission to its end.
func (c *Client) WatchSubmission(ctx context.Context, request *responsev1.WatchSubmissionRequest, opts ...grpc.CallOption) *Watch[*responsev1.WatchSubmissionResponse] {
	id := request.GetSubmissionId()
	return newWatch(ctx, c, request.GetAfterCursor(), func(ctx context.Context, cursor string) (receive[*responsev1.WatchSubmissionResponse], error) {
		s, err := c.ResponseServiceClient.WatchSubmission(ctx, &responsev1.WatchSubmissionRequest{SubmissionId: id, AfterCursor: cursor}, opts...)
		if err != nil {
			return nil, err
		}
		return s.Recv, nil
	})
}

// WatchSubmissions gives the events of all submissions that match. It never ends by itself.
func (c *Client) WatchSubmissions(ctx context.Context, request *responsev1.WatchSubmissionsRequest, opts ...grpc.CallOption) *Watch[*responsev1.WatchSubmissionsResponse] {
	filter := request.GetFilter()
	return newWatch(ctx, c, request.GetAfterCursor(), func(ctx context.Context, cursor string) (receive[*responsev1.WatchSubmissionsResponse], error) {
		s, err := c.ResponseServiceClient.WatchSubmissions(ctx, &responsev1.WatchSubmissionsRequest{Filter: filter, AfterCursor: cursor}, opts...)
		if err != nil {
			return nil, err
		}
		return s.Recv, nil
	})
}

// SubmitAndWatch submits, then gives the submission's events to its end. The end of the context does not end the work.
func (c *Client) SubmitAndWatch(ctx context.Context, request *responsev1.SubmitAndWatchRequest, opts ...grpc.CallOption) *Watch[*responsev1.SubmitAndWatchResponse] {
	// One id for all tries: before its first message a broken stream does not tell whether the submission was recorded.
	submit, failure := withRequestID(request)
	id := ""
	return newWatch(ctx, c, "", func(ctx context.Context, cursor string) (receive[*responsev1.SubmitAndWatchResponse], error) {
		if failure != nil {
			return nil, failure
		}
		if id == "" {
			s, err := c.ResponseServiceClient.SubmitAndWatch(ctx, submit.(*responsev1.SubmitAndWatchRequest), opts...)
			if err != nil {
				return nil, err
			}
			return func() (*responsev1.SubmitAndWatchResponse, error) {
				message, err := s.Recv()
				if submitted := message.GetSubmitted(); submitted != nil {
					id = submitted.GetSubmission().GetSubmissionId()
				}
				return message, err
			}, nil
		}
		s, err := c.ResponseServiceClient.WatchSubmission(ctx, &responsev1.WatchSubmissionRequest{SubmissionId: id, AfterCursor: cursor}, opts...)
		if err != nil {
			return nil, err
		}
		return func() (*responsev1.SubmitAndWatchResponse, error) {
			message, err := s.Recv()
			return resumed(message), err
		}, nil
	})
}

// SubmitAndWait submits and waits for the end; the submission tells by its state whether it succeeded. The end of the context
// does not end the work.
func (c *Client) SubmitAndWait(ctx context.Context, request *responsev1.SubmitAndWatchRequest, opts ...grpc.CallOption) (*responsev1.Submission, error) {
	watch := c.SubmitAndWatch(ctx, request, opts...)
	defer watch.Close()
	var submission *responsev1.Submission
	for {
		message, err := watch.Recv()
		switch {
		case err == io.EOF:
			return submission, nil
		case err != nil:
			return submission, err
		case message.GetEvent() != nil:
			submission = message.GetEvent().GetSubmission()
		case message.GetSubmitted() != nil:
			submission = message.GetSubmitted().GetSubmission()
		}
	}
}

// resumed is a message of WatchSubmission as SubmitAndWatch would have sent it.
func resumed(message *responsev1.WatchSubmissionResponse) *responsev1.SubmitAndWatchResponse {
	out := &responsev1.SubmitAndWatchResponse{Cursor: message.GetCursor()}
	switch payload := message.GetPayload().(type) {
	case *responsev1.WatchSubmissionResponse_Event:
		out.Payload = &responsev1.SubmitAndWatchResponse_Event{Event: payload.Event}
	case *responsev1.WatchSubmissionResponse_CaughtUp:
		out.Payload = &responsev1.SubmitAndWatchResponse_CaughtUp{CaughtUp: payload.CaughtUp}
	case *responsev1.WatchSubmissionResponse_Heartbeat:
		out.Payload = &responsev1.SubmitAndWatchResponse_Heartbeat{Heartbeat: payload.Heartbeat}
	}
	return out
}
