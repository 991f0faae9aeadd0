using EdrGrpc.Contract.V1;
using EdrGrpc.Submissions;
using Google.Rpc;
using Submission = EdrGrpc.Submissions.Submission;

namespace EdrGrpc.Server.Errors;

/// <summary>The refusals that several RPCs share.</summary>
internal static class Refusals
{
    public static ResponseException SubmissionNotFound(string id) => NotFound(
        ErrorReason.SubmissionNotFound, "edr.response.v1.Submission", id, "There is no such submission, or it is not yours to see.");

    public static ResponseException BatchNotFound(string id) => NotFound(
        ErrorReason.BatchNotFound, "edr.response.v1.Batch", id, "There is no such batch, or it is not yours to see.");

    public static ResponseException ServerNotFound(string name, IEnumerable<string> known)
    {
        var names = string.Join(", ", known);
        return NotFound(ErrorReason.ServerNotFound, "edr.response.v1.KscServer", name, $"No KSC connection has that name; there are: {names}.", ("servers", names));
    }

    public static ResponseException HostNotFound(string name, string server) => NotFound(
        ErrorReason.HostNotFound, "edr.response.v1.Host", name, $"KSC '{server}' has no host with that name. FindHosts searches by parts of names.");

    public static ResponseException StateForbids(Submission submission, string message) => new(
        ErrorReason.StateForbids,
        message,
        new PreconditionFailure
        {
            Violations =
            {
                new PreconditionFailure.Types.Violation { Type = "STATE", Subject = submission.Id.ToString(), Description = Mapping.StateMapping.ToProto(submission.State).ToString() },
            },
        })
    {
        Metadata = { ["state"] = Mapping.StateMapping.NameOf(submission.State) },
    };

    private static ResponseException NotFound(ErrorReason reason, string type, string name, string message, params (string Key, string Value)[] metadata)
    {
        var refusal = new ResponseException(reason, message, new ResourceInfo { ResourceType = type, ResourceName = name, Description = message });
        foreach (var (key, value) in metadata)
        {
            refusal.Metadata[key] = value;
        }

        return refusal;
    }
}
