package edrgrpc

import (
	"testing"
	"time"
)

func TestBackoffKeepsBetweenWhatTheServerAsksAndItsDoublingBound(t *testing.T) {
	backoff := Backoff{Initial: 500 * time.Millisecond, Max: 20 * time.Second}
	for failures, bound := range map[int]time.Duration{1: 500 * time.Millisecond, 2: time.Second, 3: 2 * time.Second, 7: 20 * time.Second, 10000: 20 * time.Second} {
		if delay := backoff.delay(failures, 3*time.Second, 0); delay != 3*time.Second {
			t.Errorf("least delay after %d failures: %v", failures, delay)
		}
		if delay := backoff.delay(failures, 3*time.Second, 0.5); delay != 3*time.Second+bound/2 {
			t.Errorf("delay after %d failures: %v", failures, delay)
		}
	}
	for i := 0; i < 1000; i++ {
		if r := random(); r < 0 || r >= 1 {
			t.Fatalf("random is %v", r)
		}
	}
}

func TestTokenIsNotSentInClearText(t *testing.T) {
	if !bearer(StaticToken("secret")).RequireTransportSecurity() {
		t.Error("grpc would send the token in clear text")
	}
}
