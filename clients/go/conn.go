package edrgrpc

import (
	"context"
	"errors"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const unaryAttempts = 5

// conn puts request ids, retries of unary calls and typed errors under the generated code. Retries are here and not in a service
// config, because older versions of grpc-go ignore its retry policy, and none reads the server's RetryInfo.
type conn struct {
	grpc.ClientConnInterface
	backoff Backoff
}

func (c *conn) Invoke(ctx context.Context, method string, args, reply interface{}, opts ...grpc.CallOption) error {
	args, err := withRequestID(args)
	if err != nil {
		return err
	}
	for failures := 1; ; failures++ {
		err := convert(c.ClientConnInterface.Invoke(ctx, method, args, reply, opts...))
		var failure *Error
		if !errors.As(err, &failure) || failure.Code != codes.Unavailable || failures == unaryAttempts {
			return err
		}
		delay := c.backoff.delay(failures, failure.RetryDelay, random())
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < delay {
			return err
		}
		if err := sleep(ctx, delay); err != nil {
			return err
		}
	}
}

func (c *conn) NewStream(ctx context.Context, desc *grpc.StreamDesc, method string, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	s, err := c.ClientConnInterface.NewStream(ctx, desc, method, opts...)
	if err != nil {
		return nil, convert(err)
	}
	return &stream{s}, nil
}

type stream struct {
	grpc.ClientStream
}

func (s *stream) SendMsg(message interface{}) error {
	message, err := withRequestID(message)
	if err != nil {
		return err
	}
	return convert(s.ClientStream.SendMsg(message))
}

func (s *stream) RecvMsg(message interface{}) error {
	return convert(s.ClientStream.RecvMsg(message))
}

// sleep returns early, with the context's error as an *Error, when the context ends.
func sleep(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return newError(status.FromContextError(ctx.Err()))
	}
}
