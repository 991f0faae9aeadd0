package edrgrpc

import (
	"context"
	"errors"
	"time"

	responsev1 "github.com/edrgrpc/edrgrpc/clients/go/edr/response/v1"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

type message interface {
	GetCursor() string
	GetCaughtUp() *responsev1.CaughtUp
}

type receive[M message] func() (M, error)

// Watch gives messages as if its stream never broke: when it breaks or falls silent, another one is opened after the last message.
// One goroutine may use it at a time.
type Watch[M message] struct {
	ctx     context.Context
	cancel  context.CancelFunc
	open    func(ctx context.Context, cursor string) (receive[M], error)
	backoff Backoff
	silence time.Duration

	cursor     string
	caughtUp   bool
	progressed bool
	failures   int
	ended      error

	stream       receive[M]
	streamCtx    context.Context
	cancelStream context.CancelFunc
}

func newWatch[M message](ctx context.Context, c *Client, cursor string, open func(context.Context, string) (receive[M], error)) *Watch[M] {
	ctx, cancel := context.WithCancel(ctx)
	return &Watch[M]{ctx: ctx, cancel: cancel, open: open, backoff: c.backoff, silence: c.silence, cursor: cursor}
}

// Cursor is that of the last message: pass it as AfterCursor to go on after it, also in another process.
func (w *Watch[M]) Cursor() string {
	return w.cursor
}

// Close ends the watch and frees its stream. Needed unless Recv returned an error or the context ends.
func (w *Watch[M]) Close() {
	w.cancel()
}

// Recv gives the next message; io.EOF after the end of the submission; or an *Error that another stream cannot mend, among them
// the end of the context.
func (w *Watch[M]) Recv() (M, error) {
	var none M
	for w.ended == nil {
		received, err := w.next()
		if err != nil {
			w.ended = w.recover(err)
			continue
		}
		if cursor := received.GetCursor(); cursor != "" {
			w.cursor = cursor
		}
		w.progressed = true
		w.failures = 0
		// That the history is through is said once, not after each reconnection.
		if received.GetCaughtUp() != nil {
			if w.caughtUp {
				continue
			}
			w.caughtUp = true
		}
		return received, nil
	}
	w.cancel()
	return none, w.ended
}

func (w *Watch[M]) next() (M, error) {
	var none M
	if w.stream == nil {
		w.progressed = false
		w.streamCtx, w.cancelStream = context.WithCancel(w.ctx)
	}
	dead := time.AfterFunc(w.silence, w.cancelStream)
	defer dead.Stop()
	if w.stream == nil {
		opened, err := w.open(w.streamCtx, w.cursor)
		if err != nil {
			return none, w.orSilence(err)
		}
		w.stream = opened
	}
	received, err := w.stream()
	if err != nil {
		return none, w.orSilence(err)
	}
	return received, nil
}

// orSilence replaces the error of a stream that was given up by its timer and not by the caller.
func (w *Watch[M]) orSilence(err error) error {
	if w.streamCtx.Err() != nil && w.ctx.Err() == nil {
		return newError(status.New(codes.Unavailable, "nothing was heard on the stream, not even a heartbeat"))
	}
	return err
}

// recover waits and returns nil when another stream may help, and the error that ends the watch otherwise.
func (w *Watch[M]) recover(err error) error {
	w.cancelStream()
	w.stream = nil
	var failure *Error
	if !errors.As(err, &failure) || !failure.transient(w.progressed) {
		return err
	}
	w.failures++
	return sleep(w.ctx, w.backoff.delay(w.failures, failure.RetryDelay, random()))
}
