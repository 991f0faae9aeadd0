using EdrGrpc.Contract.V1;
using Google.Protobuf;

namespace EdrGrpc.Server.Mapping;

/// <summary>The action of an isolation's release: the same host, area and severity, turned off.</summary>
internal static class ReleaseAction
{
    public static ReadOnlyMemory<byte> Write(Submissions.Submission isolation)
    {
        var action = ResponseAction.Parser.ParseFrom(isolation.Action.Span);
        action.TargetHost = isolation.TargetHost;
        action.IsolateHost = new IsolateHost { Action = IsolationAction.Disable };
        return action.ToByteArray();
    }
}
