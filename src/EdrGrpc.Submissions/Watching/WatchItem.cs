namespace EdrGrpc.Submissions.Watching;

/// <summary>One message of a watch.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Revision">Everything up to this revision has been seen: the position to resume after.</param>
/// <param name="Event">Set for <see cref="WatchItemKind.Event"/>.</param>
public readonly record struct WatchItem(WatchItemKind Kind, long Revision, SubmissionEvent? Event);
