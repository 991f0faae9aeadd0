package edrgrpc

import (
	"fmt"
	"strings"
	"time"

	spb "google.golang.org/genproto/googleapis/rpc/status"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const domain = "edr.response.v1"

// FieldViolation is one field of the request that breaks a rule.
type FieldViolation struct {
	Field       string
	Description string
}

// Error is what every call fails with, and, by FromStatus, why a submission did not succeed.
type Error struct {
	Code    codes.Code
	Message string
	// Reason is the name of an ErrorReason without its prefix, for example "HOST_UNRESOLVED". Empty when the error is not the server's.
	Reason          string
	Domain          string
	Metadata        map[string]string
	FieldViolations []FieldViolation
	// RetryDelay is after what time the server says a repeat may succeed; 0 when it does not say.
	RetryDelay time.Duration

	status *status.Status
}

// FromStatus reads a google.rpc.Status, for example Submission.Error.
func FromStatus(s *spb.Status) *Error {
	return newError(status.FromProto(s))
}

// Error is the code, the reason, the message and the fields that break rules.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString(e.Code.String())
	if e.Reason != "" {
		fmt.Fprintf(&text, " (%s)", e.Reason)
	}
	fmt.Fprintf(&text, ": %s", e.Message)
	for _, violation := range e.FieldViolations {
		fmt.Fprintf(&text, "; %s: %s", violation.Field, violation.Description)
	}
	return text.String()
}

// GRPCStatus lets status.FromError and status.Code see the error; its Details are all details the server sent.
func (e *Error) GRPCStatus() *status.Status {
	return e.status
}

func newError(s *status.Status) *Error {
	e := &Error{Code: s.Code(), Message: s.Message(), status: s}
	for _, detail := range s.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			e.Reason, e.Domain, e.Metadata = detail.GetReason(), detail.GetDomain(), detail.GetMetadata()
		case *errdetails.BadRequest:
			for _, violation := range detail.GetFieldViolations() {
				e.FieldViolations = append(e.FieldViolations, FieldViolation{violation.GetField(), violation.GetDescription()})
			}
		case *errdetails.RetryInfo:
			if delay := detail.GetRetryDelay(); delay != nil {
				e.RetryDelay = time.Duration(delay.GetSeconds())*time.Second + time.Duration(delay.GetNanos())
			}
		}
	}
	return e
}

// convert keeps nil and io.EOF, and turns errors of gRPC into *Error.
func convert(err error) error {
	if err == nil {
		return nil
	}
	if s, ok := status.FromError(err); ok {
		return newError(s)
	}
	return err
}

// transient tells whether another stream may go where this one ended. progressed: the stream brought a message.
func (e *Error) transient(progressed bool) bool {
	switch e.Code {
	case codes.Unavailable:
		return true
	case codes.ResourceExhausted:
		return e.Reason == "SLOW_READER" || e.RetryDelay > 0
	case codes.Internal, codes.Unknown:
		// A reset of the stream by something in between. Without a message since the last one it is no accident.
		return e.Domain != domain && progressed
	default:
		return false
	}
}
