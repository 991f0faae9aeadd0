// Plays tests/conformance/scenario.json with the Go client.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"sort"
	"strconv"
	"time"

	edrgrpc "github.com/edrgrpc/edrgrpc/clients/go"
	responsev1 "github.com/edrgrpc/edrgrpc/clients/go/edr/response/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

type step struct {
	Name         string
	Requests     []json.RawMessage
	Request      json.RawMessage
	Changed      json.RawMessage
	Finished     json.RawMessage
	Item         json.RawMessage
	Fields       []string
	States       []string
	Reason       string
	WrongToken   string
	Domain       string
	Final        string
	State        string
	Count        int
	Milliseconds int
	PageSize     int32
}

type runner struct {
	client *edrgrpc.Client
}

var steps = map[string]func(runner, context.Context, step) error{
	"submit-nine-kinds":    runner.submitNineKinds,
	"bad-request":          runner.badRequest,
	"bad-request-cut":      runner.badRequestCut,
	"duplicate-request-id": runner.duplicateRequestID,
	"submit-and-watch":     runner.submitAndWatch,
	"watch-resumes":        runner.watchResumes,
	"deadline":             runner.deadline,
	"cancel-call":          runner.cancelCall,
	"cancel-submission":    runner.cancelSubmission,
	"list-pages":           runner.listPages,
	"unauthenticated":      runner.unauthenticated,
	"unicode-path":         runner.unicodePath,
}

func main() {
	ok, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if !ok {
		os.Exit(1)
	}
}

func run() (bool, error) {
	text, err := os.ReadFile(os.Getenv("EDRGRPC_SCENARIO"))
	if err != nil {
		return false, err
	}
	var scenario struct{ Steps []step }
	if err := json.Unmarshal(text, &scenario); err != nil {
		return false, err
	}
	connection, err := connect(edrgrpc.StaticToken(os.Getenv("EDRGRPC_TOKEN")))
	if err != nil {
		return false, err
	}
	defer connection.Close()
	r := runner{edrgrpc.New(connection)}
	passed := true
	for _, s := range scenario.Steps {
		started := time.Now()
		err := r.play(s)
		detail := ""
		if err != nil {
			detail = err.Error()
		}
		line, _ := json.Marshal(map[string]interface{}{"step": s.Name, "ok": err == nil, "millis": time.Since(started).Milliseconds(), "detail": detail})
		fmt.Println(string(line))
		passed = passed && err == nil
	}
	return passed, nil
}

func connect(token func(context.Context) (string, error)) (*grpc.ClientConn, error) {
	options, err := edrgrpc.DialOptions(edrgrpc.TLS{CAFile: os.Getenv("EDRGRPC_CA_FILE"), Token: token})
	if err != nil {
		return nil, err
	}
	// Not grpc.NewClient: the oldest grpc-go that the client works with does not have it.
	return grpc.Dial(os.Getenv("EDRGRPC_ADDRESS"), options...)
}

func (r runner) play(s step) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	play, known := steps[s.Name]
	if !known {
		return errors.New("this runner does not know the step")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return play(r, ctx, s)
}

func (r runner) submitNineKinds(ctx context.Context, s step) error {
	if len(s.Requests) != 9 {
		return fmt.Errorf("%d requests", len(s.Requests))
	}
	for _, text := range s.Requests {
		answer, err := r.submit(ctx, text)
		if err != nil {
			return err
		}
		submission := answer.GetSubmission()
		if submission.GetSubmissionId() == "" || submission.GetState() == 0 || answer.GetDeduplicated() {
			return fmt.Errorf("strange answer: %v", answer)
		}
	}
	return nil
}

func (r runner) badRequest(ctx context.Context, s step) error {
	_, err := r.submit(ctx, s.Request)
	failure, err := failed(err, codes.InvalidArgument)
	if err != nil {
		return err
	}
	fields := []string{}
	for _, violation := range failure.FieldViolations {
		fields = append(fields, violation.Field)
	}
	sort.Strings(fields)
	return first(same("fields", fields, s.Fields), same("reason", failure.Reason, s.Reason), same("domain", failure.Domain, s.Domain))
}

func (r runner) badRequestCut(ctx context.Context, s step) error {
	item := &responsev1.BatchItem{}
	if err := protojson.Unmarshal(s.Item, item); err != nil {
		return err
	}
	request := &responsev1.SubmitBatchRequest{}
	for i := 0; i < s.Count; i++ {
		request.Items = append(request.Items, item)
	}
	_, err := r.client.SubmitBatch(ctx, request)
	failure, err := failed(err, codes.InvalidArgument)
	if err != nil {
		return err
	}
	listed := len(failure.FieldViolations)
	if listed == 0 || listed >= s.Count*2 {
		return fmt.Errorf("%d violations are listed", listed)
	}
	return first(
		same("violations", failure.Metadata["violations"], strconv.Itoa(s.Count*2)),
		same("listed", failure.Metadata["listed"], strconv.Itoa(listed)))
}

func (r runner) duplicateRequestID(ctx context.Context, s step) error {
	request := &responsev1.SubmitRequest{}
	changed := &responsev1.SubmitRequest{}
	if err := first(protojson.Unmarshal(s.Request, request), protojson.Unmarshal(s.Changed, changed)); err != nil {
		return err
	}
	request.RequestId = freshID()
	changed.RequestId = request.RequestId
	before, err := r.client.Submit(ctx, request)
	if err != nil {
		return err
	}
	after, err := r.client.Submit(ctx, request)
	if err != nil {
		return err
	}
	_, err = r.client.Submit(ctx, changed)
	failure, err := failed(err, codes.AlreadyExists)
	return first(
		err,
		same("deduplicated", []bool{before.GetDeduplicated(), after.GetDeduplicated()}, []bool{false, true}),
		same("submission_id", after.GetSubmission().GetSubmissionId(), before.GetSubmission().GetSubmissionId()),
		reason(failure, s.Reason))
}

func (r runner) submitAndWatch(ctx context.Context, s step) error {
	request := &responsev1.SubmitAndWatchRequest{}
	if err := protojson.Unmarshal(s.Request, request); err != nil {
		return err
	}
	request.RequestId = freshID()
	watch := r.client.SubmitAndWatch(ctx, request)
	defer watch.Close()
	opening, err := watch.Recv()
	if err != nil {
		return err
	}
	id := opening.GetSubmitted().GetSubmission().GetSubmissionId()
	if id == "" {
		return fmt.Errorf("the first message has no submission: %v", opening)
	}
	seen, err := read[*responsev1.SubmitAndWatchResponse](watch, nil)
	if err != nil {
		return err
	}
	if len(seen.states) == 0 {
		return errors.New("there were no events")
	}
	left := s.States
	for _, state := range seen.states[:len(seen.states)-1] {
		if len(left) > 0 && left[0] == state {
			left = left[1:]
		}
	}
	// The same once more without watching: an equal request_id answers with the same submission.
	waited, err := r.client.SubmitAndWait(ctx, request)
	return first(
		err,
		same("caught_up", seen.caughtUp, 1),
		same("rising revisions", seen.rising(), true),
		same("last state", seen.states[len(seen.states)-1], s.Final),
		same("states missing in this order", len(left), 0),
		same("submission waited for", waited.GetSubmissionId(), id),
		same("its state", waited.GetState().String(), s.Final))
}

func (r runner) watchResumes(ctx context.Context, s step) error {
	answer, err := r.submit(ctx, s.Request)
	if err != nil {
		return err
	}
	request := &responsev1.WatchSubmissionRequest{SubmissionId: answer.GetSubmission().GetSubmissionId()}
	watch := r.client.WatchSubmission(ctx, request)
	defer watch.Close()
	seen, err := read[*responsev1.WatchSubmissionResponse](watch, restart)
	if err != nil {
		return err
	}
	again := r.client.WatchSubmission(ctx, request)
	defer again.Close()
	whole, err := read[*responsev1.WatchSubmissionResponse](again, nil)
	return first(
		err,
		same("last state", seen.states[len(seen.states)-1], s.Final),
		same("revisions", seen.revisions, whole.revisions),
		same("caught_up", seen.caughtUp, 1))
}

func restart() error {
	answer, err := http.Post(os.Getenv("EDRGRPC_CONTROL_URL")+"/restart", "text/plain", nil)
	if err != nil {
		return err
	}
	answer.Body.Close()
	return same("answer of restart", answer.StatusCode, http.StatusNoContent)
}

func (r runner) deadline(ctx context.Context, s step) error {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(s.Milliseconds)*time.Millisecond)
	defer cancel()
	_, err := read[*responsev1.WatchSubmissionsResponse](r.client.WatchSubmissions(ctx, nil), nil)
	_, err = failed(err, codes.DeadlineExceeded)
	return err
}

func (r runner) cancelCall(ctx context.Context, _ step) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	watch := r.client.WatchSubmissions(ctx, nil)
	if _, err := watch.Recv(); err != nil {
		return err
	}
	cancel()
	_, err := read[*responsev1.WatchSubmissionsResponse](watch, nil)
	_, err = failed(err, codes.Canceled)
	return err
}

func (r runner) cancelSubmission(ctx context.Context, s step) error {
	answer, err := r.submit(ctx, s.Request)
	if err != nil {
		return err
	}
	request := &responsev1.CancelSubmissionRequest{SubmissionId: answer.GetSubmission().GetSubmissionId()}
	for i := 0; i < 2; i++ {
		cancelled, err := r.client.CancelSubmission(ctx, request)
		if err := first(err, same("state", cancelled.GetSubmission().GetState().String(), s.State)); err != nil {
			return err
		}
	}
	toFinish := &responsev1.SubmitAndWatchRequest{}
	if err := protojson.Unmarshal(s.Finished, toFinish); err != nil {
		return err
	}
	finished, err := r.client.SubmitAndWait(ctx, toFinish)
	if err != nil {
		return err
	}
	_, err = r.client.CancelSubmission(ctx, &responsev1.CancelSubmissionRequest{SubmissionId: finished.GetSubmissionId()})
	failure, err := failed(err, codes.FailedPrecondition)
	return first(err, reason(failure, s.Reason))
}

func (r runner) listPages(ctx context.Context, s step) error {
	labels := map[string]string{"run": freshID()}
	batch := &responsev1.SubmitBatchRequest{RequestId: freshID(), Context: &responsev1.Context{Labels: labels}}
	for number := 1; number <= 5; number++ {
		item := &responsev1.BatchItem{}
		if err := protojson.Unmarshal(s.Item, item); err != nil {
			return err
		}
		item.ItemId = strconv.Itoa(number)
		batch.Items = append(batch.Items, item)
	}
	if _, err := r.client.SubmitBatch(ctx, batch); err != nil {
		return err
	}
	pages := [][]string{}
	request := &responsev1.ListSubmissionsRequest{PageSize: s.PageSize, Filter: &responsev1.SubmissionFilter{Labels: labels}}
	for done := false; !done; done = request.PageToken == "" {
		answer, err := r.client.ListSubmissions(ctx, request)
		if err != nil {
			return err
		}
		page := []string{}
		for _, submission := range answer.GetSubmissions() {
			page = append(page, submission.GetBatchItemId())
		}
		pages = append(pages, page)
		request.PageToken = answer.GetNextPageToken()
	}
	return same("pages", pages, [][]string{{"5", "4"}, {"3", "2"}, {"1"}})
}

func (r runner) unauthenticated(ctx context.Context, s step) error {
	request := &responsev1.SubmitRequest{}
	if err := protojson.Unmarshal(s.Request, request); err != nil {
		return err
	}
	request.RequestId = freshID()
	for _, wrong := range []func(context.Context) (string, error){nil, edrgrpc.StaticToken(s.WrongToken)} {
		connection, err := connect(wrong)
		if err != nil {
			return err
		}
		_, err = edrgrpc.New(connection).Submit(ctx, request)
		connection.Close()
		failure, err := failed(err, codes.Unauthenticated)
		if err != nil {
			return err
		}
		if err := first(same("reason", failure.Reason, s.Reason), same("domain", failure.Domain, s.Domain)); err != nil {
			return err
		}
	}
	answer, err := r.client.Submit(ctx, request)
	return first(err, same("deduplicated", answer.GetDeduplicated(), false))
}

func (r runner) unicodePath(ctx context.Context, s step) error {
	request := &responsev1.SubmitRequest{}
	if err := protojson.Unmarshal(s.Request, request); err != nil {
		return err
	}
	answer, err := r.client.Submit(ctx, request)
	if err != nil {
		return err
	}
	got, err := r.client.GetSubmission(ctx, &responsev1.GetSubmissionRequest{SubmissionId: answer.GetSubmission().GetSubmissionId()})
	return first(err, same("path", got.GetSubmission().GetAction().GetGetFile().GetPath(), request.GetAction().GetGetFile().GetPath()))
}

// submit leaves a request_id that is missing to the client.
func (r runner) submit(ctx context.Context, text json.RawMessage) (*responsev1.SubmitResponse, error) {
	request := &responsev1.SubmitRequest{}
	if err := protojson.Unmarshal(text, request); err != nil {
		return nil, err
	}
	return r.client.Submit(ctx, request)
}

type message interface {
	proto.Message
	GetEvent() *responsev1.SubmissionEvent
	GetCaughtUp() *responsev1.CaughtUp
}

type reading struct {
	states    []string
	revisions []int64
	caughtUp  int
}

func (r reading) rising() bool {
	for i := 1; i < len(r.revisions); i++ {
		if r.revisions[i] <= r.revisions[i-1] {
			return false
		}
	}
	return true
}

// read reads to the end; onFirst is called after the first event.
func read[M message](watch interface{ Recv() (M, error) }, onFirst func() error) (reading, error) {
	var seen reading
	for {
		received, err := watch.Recv()
		if err == io.EOF {
			return seen, nil
		}
		if err != nil {
			return seen, err
		}
		if received.GetCaughtUp() != nil {
			seen.caughtUp++
		}
		if event := received.GetEvent(); event != nil {
			seen.states = append(seen.states, event.GetState().String())
			seen.revisions = append(seen.revisions, event.GetRevision())
			if len(seen.states) == 1 && onFirst != nil {
				if err := onFirst(); err != nil {
					return seen, err
				}
			}
		}
	}
}

func failed(err error, code codes.Code) (*edrgrpc.Error, error) {
	var failure *edrgrpc.Error
	if !errors.As(err, &failure) {
		return nil, fmt.Errorf("it should fail with %v: %v", code, err)
	}
	return failure, same("code", failure.Code, code)
}

func reason(failure *edrgrpc.Error, expected string) error {
	if failure == nil {
		return nil
	}
	return same("reason", failure.Reason, expected)
}

func same(what string, actual, expected interface{}) error {
	if reflect.DeepEqual(actual, expected) {
		return nil
	}
	return fmt.Errorf("%s: %v, not %v", what, actual, expected)
}

func first(failures ...error) error {
	for _, failure := range failures {
		if failure != nil {
			return failure
		}
	}
	return nil
}
