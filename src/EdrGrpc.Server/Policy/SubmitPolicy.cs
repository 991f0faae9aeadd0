using EdrGrpc.Contract.V1;
using EdrGrpc.Ksc;
using EdrGrpc.Server.Errors;
using EdrGrpc.Server.Submit;
using EdrGrpc.Submissions;
using EdrGrpc.Submissions.Policy;
using EdrGrpc.Submissions.Store;
using Google.Rpc;
using KscServer = EdrGrpc.Submissions.Servers.KscServer;
using PolicyVerdict = EdrGrpc.Submissions.Policy.PolicyVerdict;

namespace EdrGrpc.Server.Policy;

/// <summary>The policy at Submit. Facts about a host are asked for only when a rule needs them; KSC that cannot say leaves the question to the moment of sending.</summary>
internal sealed class SubmitPolicy(PolicySource source, HostFactsSource facts, TimeProvider time)
{
    /// <summary>Why the subject may submit nothing at all; null otherwise.</summary>
    public ResponseException? Objection(PolicySubject subject) => source.Current.HasRole(subject, role => role.Tasks.Count > 0)
        ? null
        : new ResponseException(ErrorReason.PermissionDenied, $"No role of {subject.Principal} may submit anything.") { Metadata = { ["rule"] = "roles" } };

    /// <summary>Decides about every item.</summary>
    /// <exception cref="ResponseException">One of them is refused: all are.</exception>
    public async Task<IReadOnlyList<PolicyDecision>> DecideAsync(
        PolicySubject subject, KscServer server, IReadOnlyList<SubmitItem> items, IReadOnlyList<ResolvedHost> hosts, CancellationToken cancellationToken)
    {
        var policy = source.Current;
        var decisions = new PolicyDecision[items.Count];
        var refused = new List<(int Index, PolicyDecision Decision)>();
        for (var index = 0; index < decisions.Length; index++)
        {
            var host = new HostKey(server.Name, hosts[index].Id);
            var known = hosts[index].Host is { } described ? await LearnAsync(server, described, cancellationToken) : facts.Find(host);
            var question = new PolicyQuestion(subject, items[index].Task.Kind, ActionEffects.Of(items[index].Task), host, known, time.GetUtcNow());
            var decision = policy.Decide(question);
            if (decision.Verdict == PolicyVerdict.Undecided && known is null && await facts.GetAsync(host, cancellationToken) is { } asked)
            {
                decision = policy.Decide(question with { Facts = asked });
            }

            decisions[index] = decision;
            if (decision.Verdict == PolicyVerdict.Denied)
            {
                refused.Add((index, decision));
            }
        }

        return refused.Count == 0 ? decisions : throw Refusal(items, refused);
    }

    /// <summary>The limits of the decisions, to be counted where they are recorded.</summary>
    public IReadOnlyList<AcceptLimit> Limits(PolicySubject subject, IEnumerable<PolicyDecision> decisions)
    {
        var now = time.GetUtcNow();
        return decisions.SelectMany(decision => decision.Limits).Distinct()
            .Select(rule => new AcceptLimit(
                rule, rule.Effects.Aggregate(Effects.None, (all, effect) => all | effect), rule.Per == LimitScope.Principal ? subject.Principal : null, now - rule.Window))
            .ToList();
    }

    private async Task<HostFacts?> LearnAsync(KscServer server, KscHost host, CancellationToken cancellationToken)
    {
        try
        {
            return await facts.LearnAsync(server, host, cancellationToken);
        }
        catch (KscException)
        {
            return null;
        }
    }

    private static ResponseException Refusal(IReadOnlyList<SubmitItem> items, List<(int Index, PolicyDecision Decision)> refused)
    {
        var isBatch = items.Count > 1 || items[0].ItemId.Length > 0;
        var first = refused[0].Decision;
        var where = isBatch ? $"items[{refused[0].Index}]: " : "";
        var more = refused.Count > 1 ? $" (and {refused.Count - 1} more)" : "";
        if (first.LacksPermission)
        {
            return new ResponseException(ErrorReason.PermissionDenied, $"{where}{first.Reason}{more} Nothing was recorded.") { Metadata = { ["rule"] = first.Rule } };
        }

        var failure = new PreconditionFailure();
        failure.Violations.Add(refused.Take(MostListed).Select(entry => new PreconditionFailure.Types.Violation
        {
            Type = "POLICY", Subject = isBatch ? $"items[{entry.Index}]" : entry.Decision.Rule, Description = $"{entry.Decision.Rule}: {entry.Decision.Reason}",
        }));
        return new ResponseException(ErrorReason.PolicyForbids, $"{where}The policy forbids it ({first.Rule}): {first.Reason}{more} Nothing was recorded.", failure)
        {
            Metadata = { ["rule"] = first.Rule },
        };
    }

    private const int MostListed = 20;
}
