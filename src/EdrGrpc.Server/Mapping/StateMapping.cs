using EdrGrpc.Contract.V1;
using Domain = EdrGrpc.Submissions;

namespace EdrGrpc.Server.Mapping;

/// <summary>States and sources, both ways. The domain's numbers are the contract's; a test holds the names together.</summary>
internal static class StateMapping
{
    public static SubmissionState ToProto(Domain.SubmissionState state) => (SubmissionState)state;

    public static Domain.SubmissionState ToDomain(SubmissionState state) => (Domain.SubmissionState)state;

    public static EventSource ToProto(Domain.EventSource source) => (EventSource)source;

    /// <summary>The state as people and metadata name it, for example "TASK_RUNNING".</summary>
    public static string NameOf(Domain.SubmissionState state) =>
        SubmissionReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)state).Name["SUBMISSION_STATE_".Length..];
}
