package edrgrpc

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/keepalive"
)

// TLS says how to connect. The zero value trusts the roots of the system and sends no credentials.
type TLS struct {
	CAFile   string // certificates to trust instead of the system's, PEM
	CertFile string // the client's certificate, PEM, with KeyFile
	KeyFile  string
	// Token gives the bearer token; it is asked for each call. StaticToken is one that never changes.
	Token func(ctx context.Context) (string, error)
}

// StaticToken is a TLS.Token that never changes.
func StaticToken(token string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return token, nil }
}

// DialOptions are the options for grpc.NewClient (or grpc.Dial) of a connection that New can use.
func DialOptions(t TLS) ([]grpc.DialOption, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if t.CAFile != "" {
		pem, err := os.ReadFile(t.CAFile)
		if err != nil {
			return nil, err
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s holds no certificate in PEM form", t.CAFile)
		}
	}
	if t.CertFile != "" || t.KeyFile != "" {
		certificate, err := tls.LoadX509KeyPair(t.CertFile, t.KeyFile)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{certificate}
	}
	// The default of two minutes would keep watches waiting long after the server is back.
	reconnect := backoff.DefaultConfig
	reconnect.MaxDelay = 10 * time.Second
	options := []grpc.DialOption{
		grpc.WithTransportCredentials(credentials.NewTLS(config)),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: reconnect, MinConnectTimeout: 20 * time.Second}),
		// A watch would wait for ever for a server that stands still, or behind a NAT that forgot it; broken, it is resumed.
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 20 * time.Second, Timeout: 10 * time.Second}),
	}
	if t.Token != nil {
		options = append(options, grpc.WithPerRPCCredentials(bearer(t.Token)))
	}
	return options, nil
}

type bearer func(ctx context.Context) (string, error)

func (b bearer) GetRequestMetadata(ctx context.Context, _ ...string) (map[string]string, error) {
	token, err := b(ctx)
	if err != nil {
		return nil, err
	}
	return map[string]string{"authorization": "Bearer " + token}, nil
}

func (bearer) RequireTransportSecurity() bool {
	return true
}
