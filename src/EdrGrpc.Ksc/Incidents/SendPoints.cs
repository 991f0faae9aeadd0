using System.Diagnostics;

namespace EdrGrpc.Ksc;

/// <summary>
/// Named moments on the way of one incident, and of what leads to it, told synchronously to listeners of <see cref="ListenerName"/>, so that tests can stop a process
/// exactly there (docs/adr/0006). Without a listener a point costs one read of a field.
/// </summary>
public static class SendPoints
{
    /// <summary>Name of the <see cref="DiagnosticListener"/>.</summary>
    public const string ListenerName = "EdrGrpc.Send";

    /// <summary>Everything is known; the intent is about to be stored.</summary>
    public const string IntentStoring = "intent-storing";

    /// <summary>The intent is stored; the fence has not been looked at.</summary>
    public const string IntentStored = "intent-stored";

    /// <summary>The fence has been passed; no byte is written.</summary>
    public const string RequestWriting = "request-writing";

    /// <summary>The request is on its way.</summary>
    public const string RequestWritten = "request-written";

    /// <summary>KSC has begun to answer; nothing of the body is read.</summary>
    public const string AnswerUnread = "answer-unread";

    /// <summary>The answer is read, not stored.</summary>
    public const string AnswerRead = "answer-read";

    /// <summary>KSC has acknowledged UpdateIncident; that is not stored.</summary>
    public const string IncidentUpdated = "incident-updated";

    /// <summary>The task's claim is stored.</summary>
    public const string TaskClaimed = "task-claimed";

    /// <summary>A second person's decision is about to be stored.</summary>
    public const string DecisionStoring = "decision-storing";

    /// <summary>The decision is stored; the decider has no answer.</summary>
    public const string DecisionStored = "decision-stored";

    /// <summary>An isolation is due to be released; the release is not recorded.</summary>
    public const string ReleaseDue = "release-due";

    /// <summary>The release is recorded; its host is not woken.</summary>
    public const string ReleaseRecorded = "release-recorded";

    // Lives as long as the process.
    private static readonly DiagnosticListener Listener = new(ListenerName);

    /// <summary>Tells listeners that a point is reached.</summary>
    public static void Reached(string point)
    {
        if (Listener.IsEnabled(point))
        {
            Listener.Write(point, null);
        }
    }
}
