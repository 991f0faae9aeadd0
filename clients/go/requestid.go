package edrgrpc

import (
	"crypto/rand"
	"fmt"

	responsev1 "github.com/edrgrpc/edrgrpc/clients/go/edr/response/v1"
	"google.golang.org/protobuf/proto"
)

// withRequestID gives a submit a request_id, without which repeating it would act twice. The caller's message stays as it is.
func withRequestID(message interface{}) (interface{}, error) {
	submit, ok := message.(interface {
		proto.Message
		GetRequestId() string
	})
	if !ok || submit.GetRequestId() != "" {
		return message, nil
	}
	var id [16]byte
	if _, err := rand.Read(id[:]); err != nil {
		return nil, err
	}
	id[6] = id[6]&0x0f | 0x40 // version 4, variant of RFC 9562
	id[8] = id[8]&0x3f | 0x80
	text := fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
	switch filled := proto.Clone(submit).(type) {
	case *responsev1.SubmitRequest:
		filled.RequestId = text
		return filled, nil
	case *responsev1.SubmitBatchRequest:
		filled.RequestId = text
		return filled, nil
	case *responsev1.SubmitAndWatchRequest:
		filled.RequestId = text
		return filled, nil
	default:
		return message, nil
	}
}
