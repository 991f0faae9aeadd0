using System.Globalization;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Store;

namespace EdrGrpc.Storage;

/// <summary>When a submission may be sent, and with which KLINCDT_ADDED.</summary>
internal static class SendRule
{
    /// <summary>
    /// True if the other, of the same host, must be SUBMITTED, or its task of the same kind be known, before this one is sent. One that is being sent
    /// may have been accepted later than this one, if this one waited for approval.
    /// </summary>
    public static bool GoesBefore(SendTurn other, Submission submission) =>
        other.Id != submission.Id
        && ((other.State == SubmissionState.Accepted && other.AcceptRevision < submission.AcceptRevision)
            || other.State.IsBeingSent()
            || (other.Kind == submission.Kind && other.State.AwaitsTask()));

    /// <summary>A whole second after every one given to the host before, here or in KSC.</summary>
    public static DateTimeOffset ChooseAdded(BeginSend request, DateTimeOffset? last)
    {
        var added = WholeSecond(request.Now);
        if (last is { } given)
        {
            added = Later(added, given.AddSeconds(1));
        }

        return request.NewestAddedInKsc is { } newest ? Later(added, WholeSecond(newest).AddSeconds(1)) : added;
    }

    /// <summary>The task that KSC makes of it will have a higher id than this.</summary>
    public static long Floor(BeginSend request, TaskBudget budget)
    {
        var floor = budget.HighestObserved;
        foreach (var id in request.TasksBefore)
        {
            if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                floor = Math.Max(floor, number);
            }
        }

        return floor;
    }

    private static DateTimeOffset WholeSecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
