using EdrGrpc.Cli.Output;
using EdrGrpc.Contract;
using EdrGrpc.Contract.V1;
using Google.Rpc;
using Grpc.Core;

namespace EdrGrpc.Cli.Connection;

/// <summary>A call that did not go through, as sentences and an exit code.</summary>
internal sealed class Failure
{
    private readonly RpcException _exception;
    private readonly Google.Rpc.Status? _status;
    private readonly ErrorInfo? _info;

    public Failure(RpcException exception)
    {
        _exception = exception;
        _status = exception.GetRpcStatus();
        _info = _status?.GetDetail<ErrorInfo>();
    }

    /// <summary>ErrorReason's name, empty when the failure is not the gateway's own.</summary>
    public string Reason => _info?.Domain == ErrorReasons.Domain ? _info.Reason : "";

    public ErrorReason KnownReason => ErrorReasons.Parse(Reason);

    public IReadOnlyDictionary<string, string> Metadata => _info?.Metadata.ToDictionary(StringComparer.Ordinal) ?? [];

    /// <summary>True if a stream that ended so may be opened again where it stopped.</summary>
    public bool IsTransient => KnownReason == ErrorReason.SlowReader
        || (_exception.StatusCode == StatusCode.Unavailable && !Connecting.IsUntrusted(_exception))
        || (Reason.Length == 0 && _exception.StatusCode == StatusCode.Internal && Connecting.IsBroken(_exception));

    /// <summary>True if the gateway may have done what was asked, although no answer came.</summary>
    public bool MayHaveArrived => KnownReason is ErrorReason.DeadlineExceeded or ErrorReason.Cancelled
        || (Reason.Length == 0 && _exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Internal
            && !Connecting.NeverStood(_exception));

    public int ExitCode => _exception.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => ExitCodes.Unreachable,
        StatusCode.Internal when Reason.Length == 0 && (Connecting.IsBroken(_exception) || Connecting.CauseOf(_exception) is not null) => ExitCodes.Unreachable,
        StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss => ExitCodes.Defect,
        StatusCode.Cancelled => ExitCodes.Interrupted,
        _ => ExitCodes.Refused,
    };

    /// <summary>What went wrong and what can be done, a line each.</summary>
    /// <param name="address">The gateway's address.</param>
    /// <param name="nameField">How to call a field of the request, for people.</param>
    public IEnumerable<string> Lines(Uri address, Func<string, string> nameField)
    {
        if (Reason.Length == 0 && Connecting.CauseOf(_exception) is { } cause)
        {
            yield return $"The gateway at {address.GetLeftPart(UriPartial.Authority)} cannot be reached: {SafeText.Of(cause)}";
            yield break;
        }

        if (_exception.StatusCode == StatusCode.DeadlineExceeded)
        {
            yield return "The gateway did not answer in time; --timeout allows more.";
            yield break;
        }

        yield return $"{SafeText.Of(_exception.Status.Detail)}{(Reason.Length > 0 ? $" ({Reason})" : $" ({_exception.StatusCode})")}";
        foreach (var violation in _status?.GetDetail<BadRequest>()?.FieldViolations ?? [])
        {
            yield return $"  {SafeText.Of(nameField(violation.Field))}: {SafeText.Of(violation.Description)}";
        }

        foreach (var violation in _status?.GetDetail<PreconditionFailure>()?.Violations ?? [])
        {
            yield return $"  {SafeText.Of(violation.Subject)}: {SafeText.Of(violation.Description)}";
        }

        foreach (var violation in _status?.GetDetail<QuotaFailure>()?.Violations ?? [])
        {
            yield return $"  {SafeText.Of(violation.Subject)}: {SafeText.Of(violation.Description)}";
        }

        if (_status?.GetDetail<ResourceInfo>() is { ResourceName.Length: > 0 } resource)
        {
            yield return $"  {SafeText.Of(resource.ResourceType)}: {SafeText.Of(resource.ResourceName)}";
        }

        foreach (var (key, value) in Metadata)
        {
            yield return $"  {SafeText.Of(key)}: {SafeText.Of(value)}";
        }

        if (_status?.GetDetail<RetryInfo>()?.RetryDelay is { } delay)
        {
            yield return $"  Try again in {Math.Max(1, Math.Ceiling(delay.ToTimeSpan().TotalSeconds))} s.";
        }
    }
}
