using CsCheck;
using EdrGrpc.Submissions;
using Xunit;

namespace EdrGrpc.Tests.Domain;

public sealed class SubmissionStatesTests
{
    [Fact]
    public void TerminalStates_HaveNoFollower()
    {
        foreach (var terminal in SubmissionStates.All.Where(state => state.IsTerminal()))
        {
            Assert.All(SubmissionStates.All, next => Assert.False(SubmissionStates.CanFollow(terminal, next), $"{terminal} -> {next}"));
        }
    }

    [Fact]
    public void EveryUnfinishedState_CanReachAnEnd()
    {
        foreach (var start in SubmissionStates.All.Where(state => !state.IsTerminal()))
        {
            var seen = new HashSet<SubmissionState> { start };
            var open = new Queue<SubmissionState>(seen);
            while (open.TryDequeue(out var state))
            {
                foreach (var next in SubmissionStates.All.Where(next => SubmissionStates.CanFollow(state, next) && seen.Add(next)))
                {
                    open.Enqueue(next);
                }
            }

            Assert.Contains(seen, state => state.IsTerminal());
        }
    }

    [Fact]
    public void NoState_IsReachedAgainAfterAnIncidentExists() =>
        Gen.Int[0, SubmissionStates.All.Count - 1].List[1, 30].Sample(choices =>
        {
            var state = SubmissionState.Accepted;
            var incident = false;
            foreach (var next in choices.Select(choice => SubmissionStates.All[choice]).Where(next => SubmissionStates.CanFollow(state, next)))
            {
                Assert.False(incident && next is SubmissionState.Accepted or SubmissionState.Submitting or SubmissionState.Cancelled or SubmissionState.Expired && incident);
                state = next;
                incident |= state >= SubmissionState.IncidentAdded && !state.IsTerminal();
            }
        });

    [Theory]
    [InlineData(SubmissionState.PendingApproval, true)]
    [InlineData(SubmissionState.Accepted, true)]
    [InlineData(SubmissionState.Submitting, false)]
    [InlineData(SubmissionState.Reconciling, false)]
    [InlineData(SubmissionState.IncidentAdded, false)]
    [InlineData(SubmissionState.Succeeded, false)]
    public void Cancellation_IsPossibleOnlyBeforeAnIncidentMayExist(SubmissionState state, bool possible)
    {
        Assert.Equal(possible, state.IsCancellable());
        Assert.Equal(possible, SubmissionStates.CanFollow(state, SubmissionState.Cancelled));
    }
}
