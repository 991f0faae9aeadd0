using System.Collections.Frozen;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Server.Validation;

/// <summary>The validator of every request message. A test walks the service descriptors and fails when an RPC has none.</summary>
public sealed class RequestValidators
{
    private readonly FrozenDictionary<Type, object> _byType;

    /// <summary>Makes the validators.</summary>
    public RequestValidators(ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var actions = new ActionValidator(options);
        var submissions = new SubmissionRequestValidators();
        var servers = new ServerRequestValidators();
        var byType = new Dictionary<Type, object>();
        Add<SubmitRequest>(new SubmitRequestValidator(actions));
        Add<SubmitBatchRequest>(new SubmitBatchRequestValidator(actions));
        Add<SubmitAndWatchRequest>(new SubmitAndWatchRequestValidator(actions));
        Add<GetSubmissionRequest>(submissions);
        Add<ListSubmissionsRequest>(submissions);
        Add<WatchSubmissionRequest>(submissions);
        Add<WatchSubmissionsRequest>(submissions);
        Add<CancelSubmissionRequest>(submissions);
        Add<CancelBatchRequest>(submissions);
        Add<GetCapabilitiesRequest>(servers);
        Add<ListServersRequest>(servers);
        Add<GetServerStatusRequest>(servers);
        Add<FindHostsRequest>(servers);
        Add<ApproveSubmissionRequest>(submissions);
        Add<RejectSubmissionRequest>(submissions);
        Add<ListIsolatedHostsRequest>(submissions);
        var admin = new AdminRequestValidators(actions);
        Add<CreateTokenRequest>(admin);
        Add<ListTokensRequest>(admin);
        Add<RevokeTokenRequest>(admin);
        Add<StopSendingRequest>(admin);
        Add<ResumeSendingRequest>(admin);
        Add<GetSendingStateRequest>(admin);
        Add<ExplainPolicyRequest>(admin);
        Add<CheckPolicyRequest>(admin);
        Add<ExportAuditRequest>(admin);
        Add<VerifyAuditRequest>(admin);
        _byType = byType.ToFrozenDictionary();

        void Add<T>(IRequestValidator<T> validator) => byType.Add(typeof(T), validator);
    }

    /// <summary>The request messages that have a validator.</summary>
    public IReadOnlyCollection<Type> RequestTypes => _byType.Keys;

    /// <summary>The validator of a request message.</summary>
    /// <exception cref="InvalidOperationException">There is none: an RPC without rules must not be served.</exception>
    public IRequestValidator<T> For<T>() => _byType.TryGetValue(typeof(T), out var validator)
        ? (IRequestValidator<T>)validator
        : throw new InvalidOperationException($"There is no validator for {typeof(T).Name}; add one to RequestValidators.");
}
