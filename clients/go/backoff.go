package edrgrpc

import (
	"crypto/rand"
	"encoding/binary"
	"math"
	"time"
)

// Backoff says how long to wait before the next try: at least what the server asks for, plus a random part whose bound doubles
// with each failure in a row.
type Backoff struct {
	Initial time.Duration // bound of the random part after the first failure
	Max     time.Duration // largest bound of the random part
}

// DefaultBackoff is used unless WithBackoff is given.
var DefaultBackoff = Backoff{Initial: 500 * time.Millisecond, Max: 20 * time.Second}

// delay after this many failures in a row, 1 for the first. random is in [0, 1).
func (b Backoff) delay(failures int, retryDelay time.Duration, random float64) time.Duration {
	bound := math.Min(float64(b.Max), float64(b.Initial)*math.Pow(2, float64(failures-1)))
	return retryDelay + time.Duration(random*bound)
}

// Not math/rand: its default source starts equally in every process before Go 1.20, and clients must not come back in step.
func random() float64 {
	var bytes [8]byte
	if _, err := rand.Read(bytes[:]); err != nil {
		return 0.5
	}
	return float64(binary.LittleEndian.Uint64(bytes[:])>>11) / (1 << 53)
}
