using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage.Postgres;

/// <summary>What a group of writes has to read before it is decided.</summary>
internal sealed class GroupKeys
{
    public HashSet<(string Principal, Guid RequestId)> Requests { get; } = [];

    public HashSet<Guid> Submissions { get; } = [];

    public HashSet<(string Server, int IncidentId)> Incidents { get; } = [];

    public HashSet<(string Server, string TaskId)> Tasks { get; } = [];

    public List<AcceptLimit> Limits { get; } = [];

    /// <summary>Submissions about to be sent.</summary>
    public List<Submission> Sends { get; } = [];

    public void Add(AcceptRequest request)
    {
        Requests.Add((PgText.Clean(request.Principal), request.RequestId));
        Limits.AddRange(request.Limits);
    }

    public void Add(SubmissionChange change)
    {
        Submissions.Add(change.Current.Id);
        if (change.Next.IncidentId is { } incident && incident != change.Current.IncidentId)
        {
            Incidents.Add((change.Current.Server, incident));
        }

        if (change.Next.Task is { } task && task.TaskId != change.Current.Task?.TaskId)
        {
            Tasks.Add((change.Current.Server, PgText.Clean(task.TaskId)));
        }
    }

    public void Add(BeginSend request)
    {
        Submissions.Add(request.Current.Id);
        Sends.Add(request.Current);
    }
}
