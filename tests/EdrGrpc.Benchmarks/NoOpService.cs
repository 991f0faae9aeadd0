using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Benchmarks;

/// <summary>The ceiling: a unary call that parses the same request and does nothing.</summary>
internal sealed class NoOpService : ResponseService.ResponseServiceBase
{
    private static readonly Task<SubmitResponse> Answer = Task.FromResult(new SubmitResponse());

    public override Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context) => Answer;
}
