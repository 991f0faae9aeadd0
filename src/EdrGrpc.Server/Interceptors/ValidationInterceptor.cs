using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Validation;
using Grpc.Core;

namespace EdrGrpc.Server.Interceptors;

/// <summary>Refuses a request whose fields break their rules, before its handler sees it. A contract message without a validator is not served.</summary>
internal sealed class ValidationInterceptor(RequestValidators validators) : CallInterceptor
{
    public override Task RunAsync<TRequest>(TRequest request, ServerCallContext context, Func<Task> next)
    {
        if (IsOfContract(typeof(TRequest)))
        {
            var violations = new ViolationList();
            validators.For<TRequest>().Validate(request, violations);
            if (violations.Count > 0)
            {
                throw BadRequests.From(violations);
            }

            CallContext.Of(context).Archives = violations.Archives;
        }

        return next();
    }

    // Health and reflection are served by libraries with rules of their own.
    internal static bool IsOfContract(Type request) => request.Assembly == typeof(Contract.V1.SubmitRequest).Assembly;
}
