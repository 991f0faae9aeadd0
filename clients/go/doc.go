// Package edrgrpc is the client of EdrGrpc: it submits typed EDR responses and follows them to their end.
//
// New makes a Client of any connection. Its calls are those of the generated code in edr/response/v1, with errors that errors.As
// turns into *Error, repeated while the server is unavailable. Its watches resume by themselves.
package edrgrpc
