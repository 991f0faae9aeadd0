package edrgrpc_test

// What the scenario of tests/conformance does not reach.

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	edrgrpc "github.com/edrgrpc/edrgrpc/clients/go"
	responsev1 "github.com/edrgrpc/edrgrpc/clients/go/edr/response/v1"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

func within(t *testing.T, limit time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	return ctx
}

// drain gives the revisions, how often caught_up came, and the error that is not io.EOF.
func drain(watch *edrgrpc.Watch[*responsev1.WatchSubmissionResponse]) (revisions []int64, caughtUp int, failure error) {
	for {
		message, err := watch.Recv()
		if err == io.EOF {
			return revisions, caughtUp, nil
		}
		if err != nil {
			return revisions, caughtUp, err
		}
		if message.GetEvent() != nil {
			revisions = append(revisions, message.GetEvent().GetRevision())
		}
		if message.GetCaughtUp() != nil {
			caughtUp++
		}
	}
}

func equal(t *testing.T, what string, actual, expected interface{}) {
	t.Helper()
	if !reflect.DeepEqual(actual, expected) {
		t.Errorf("%s: %v, not %v", what, actual, expected)
	}
}

func TestWatchBrokenInEveryWayGoesOnAfterTheLastMessage(t *testing.T) {
	client, server := start(t, 20*time.Second,
		broken(codes.Unavailable, []detail{info("SHUTTING_DOWN"), retryAfter(10 * time.Millisecond)}),
		broken(codes.Unavailable, nil, event(1, "c1"), event(2, "c2"), caughtUp("c2")),
		broken(codes.ResourceExhausted, []detail{info("SLOW_READER")}, caughtUp("c2"), event(3, "c3")),
		broken(codes.Internal, nil, event(4, "c4")),
		fine(event(5, "c5")))
	revisions, caught, err := drain(client.WatchSubmission(within(t, 20*time.Second), &responsev1.WatchSubmissionRequest{SubmissionId: "id"}))
	equal(t, "error", err, nil)
	equal(t, "revisions", revisions, []int64{1, 2, 3, 4, 5})
	equal(t, "caught_up", caught, 1)
	cursors := []string{}
	for _, request := range server.seen() {
		cursors = append(cursors, request.(*responsev1.WatchSubmissionRequest).GetAfterCursor())
	}
	equal(t, "cursors", cursors, []string{"", "", "c2", "c3", "c4"})
}

func TestStreamThatFallsSilentIsOpenedAgain(t *testing.T) {
	silent := func(ctx context.Context, send func(proto.Message) error) error {
		_ = send(event(1, "c1"))
		<-ctx.Done()
		return ctx.Err()
	}
	client, server := start(t, 300*time.Millisecond, silent, fine(event(2, "c2")))
	revisions, _, err := drain(client.WatchSubmission(within(t, 20*time.Second), nil))
	equal(t, "error", err, nil)
	equal(t, "revisions", revisions, []int64{1, 2})
	equal(t, "cursor", server.seen()[1].(*responsev1.WatchSubmissionRequest).GetAfterCursor(), "c1")
}

func TestErrorsThatAnotherStreamCannotMendEndTheWatch(t *testing.T) {
	for _, last := range []act{
		broken(codes.NotFound, []detail{info("SUBMISSION_NOT_FOUND")}),
		broken(codes.Internal, []detail{info("INTERNAL")}, event(1, "c1")),
		broken(codes.ResourceExhausted, nil, event(1, "c1")),
		broken(codes.Internal, nil),
	} {
		client, server := start(t, 20*time.Second, last)
		watch := client.WatchSubmission(within(t, 20*time.Second), nil)
		_, _, err := drain(watch)
		_, again := watch.Recv()
		if err == nil || again != err {
			t.Errorf("the watch ended with %v, then %v", err, again)
		}
		equal(t, "streams", len(server.seen()), 1)
	}
}

func TestDeadlineEndsAWatchWhoseServerStaysAway(t *testing.T) {
	for _, away := range []act{broken(codes.Unavailable, nil), broken(codes.Unavailable, []detail{retryAfter(time.Minute)})} {
		client, _ := start(t, 20*time.Second, away)
		_, _, err := drain(client.WatchSubmission(within(t, 300*time.Millisecond), nil))
		equal(t, "code", status.Code(err), codes.DeadlineExceeded)
	}
}

func TestSubmitAndWatchRepeatsTheSubmitWithItsRequestIDAndThenOnlyWatches(t *testing.T) {
	submitted := &responsev1.SubmitAndWatchResponse{Cursor: "c0", Payload: &responsev1.SubmitAndWatchResponse_Submitted{
		Submitted: &responsev1.SubmitResponse{Submission: &responsev1.Submission{SubmissionId: "made"}},
	}}
	last := &responsev1.WatchSubmissionResponse{Payload: &responsev1.WatchSubmissionResponse_Event{Event: &responsev1.SubmissionEvent{
		Submission: &responsev1.Submission{SubmissionId: "made", State: responsev1.SubmissionState_SUBMISSION_STATE_SUCCEEDED},
	}}}
	client, server := start(t, 20*time.Second, broken(codes.Unavailable, nil), broken(codes.Unavailable, nil, submitted), fine(last))
	request := &responsev1.SubmitAndWatchRequest{}
	submission, err := client.SubmitAndWait(within(t, 20*time.Second), request)
	equal(t, "error", err, nil)
	equal(t, "state", submission.GetState(), responsev1.SubmissionState_SUBMISSION_STATE_SUCCEEDED)
	seen := server.seen()
	first := seen[0].(*responsev1.SubmitAndWatchRequest).GetRequestId()
	if len(first) != 36 || request.GetRequestId() != "" {
		t.Errorf("request_id sent: %q, of the caller's message: %q", first, request.GetRequestId())
	}
	equal(t, "second request_id", seen[1].(*responsev1.SubmitAndWatchRequest).GetRequestId(), first)
	third := seen[2].(*responsev1.WatchSubmissionRequest)
	equal(t, "third request", []string{third.GetSubmissionId(), third.GetAfterCursor()}, []string{"made", "c0"})
}

func TestSubmitIsRepeatedWithOneRequestIDWhileTheServerIsUnavailable(t *testing.T) {
	client, server := start(t, 20*time.Second, broken(codes.Unavailable, nil), fine())
	if _, err := client.Submit(within(t, 20*time.Second), &responsev1.SubmitRequest{}); err != nil {
		t.Fatal(err)
	}
	seen := server.seen()
	id := seen[0].(*responsev1.SubmitRequest).GetRequestId()
	if id == "" || id != seen[1].(*responsev1.SubmitRequest).GetRequestId() {
		t.Errorf("request ids: %v", seen)
	}
}

func TestErrorCarriesTheDetails(t *testing.T) {
	bad := &errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: "action.area", Description: "must be short"}}}
	client, _ := start(t, 20*time.Second, broken(codes.InvalidArgument, []detail{info("INVALID_REQUEST"), bad, retryAfter(1500 * time.Millisecond)}))
	_, err := client.Submit(within(t, 20*time.Second), &responsev1.SubmitRequest{})
	var failure *edrgrpc.Error
	if !errors.As(err, &failure) {
		t.Fatalf("not an *Error: %v", err)
	}
	equal(t, "text", failure.Error(), "InvalidArgument (INVALID_REQUEST): broken; action.area: must be short")
	equal(t, "metadata", failure.Metadata, map[string]string{"key": "value"})
	equal(t, "delay", failure.RetryDelay, 1500*time.Millisecond)
	equal(t, "code seen by gRPC", status.Code(err), codes.InvalidArgument)
}

func TestTLSWithClientCertificateAndToken(t *testing.T) {
	folder := t.TempDir()
	makeCertificates(t, folder)
	file := func(name string) string { return filepath.Join(folder, name) }
	pair, err := tls.LoadX509KeyPair(file("server.pem"), file("server.key"))
	if err != nil {
		t.Fatal(err)
	}
	authority, err := os.ReadFile(file("ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	server := &scripted{acts: []act{fine()}}
	address := server.listen(t, grpc.Creds(credentials.NewTLS(&tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert})))
	submit := func(t *testing.T, config edrgrpc.TLS, limit time.Duration) error {
		options, err := edrgrpc.DialOptions(config)
		if err != nil {
			t.Fatal(err)
		}
		connection, err := grpc.Dial(address, options...)
		if err != nil {
			t.Fatal(err)
		}
		defer connection.Close()
		_, err = edrgrpc.New(connection).Submit(within(t, limit), &responsev1.SubmitRequest{})
		return err
	}
	mine := edrgrpc.TLS{CAFile: file("ca.pem"), CertFile: file("client.pem"), KeyFile: file("client.key"), Token: edrgrpc.StaticToken("secret")}
	equal(t, "error", submit(t, mine, 20*time.Second), nil)
	equal(t, "tokens", server.tokens, []string{"Bearer secret"})
	if err := submit(t, edrgrpc.TLS{CAFile: file("ca.pem")}, time.Second); err == nil {
		t.Error("it was let in without a certificate")
	}
}

// makeCertificates makes ca.pem, and a server's and a client's certificate signed by it.
func makeCertificates(t *testing.T, folder string) {
	t.Helper()
	run := func(arguments string) {
		command := exec.Command("openssl", strings.Fields(arguments)...)
		command.Dir = folder
		if output, err := command.CombinedOutput(); err != nil {
			t.Fatalf("openssl %s: %v\n%s", arguments, err, output)
		}
	}
	run("req -x509 -newkey rsa:2048 -nodes -subj /CN=ca -keyout ca.key -out ca.pem")
	if err := os.WriteFile(filepath.Join(folder, "names"), []byte("subjectAltName=IP:127.0.0.1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"server", "client"} {
		run("req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr")
		run("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names -out " + name + ".pem")
	}
}
