using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Policy;

/// <summary>
/// Decides. The order is: right of the submitter, protected hosts, protected paths, quiet hours, approvals; limits are handed on, because only the store
/// can count them without a race. The first refusal wins; otherwise what is undecided; otherwise what needs approval. Nothing is allowed by default.
/// </summary>
public sealed class PolicyEvaluator(PolicyDocument policy)
{
    /// <summary>Name of the rule that protects Administration Servers and this gateway.</summary>
    public const string InfrastructureRule = "infrastructure";

    private const string Every = "*";
    private const string Group = "group:";
    private const Effects Harmful = Effects.Isolate | Effects.Delete | Effects.Terminate;

    /// <summary>The roles of a subject.</summary>
    public IReadOnlyList<string> RolesOf(PolicySubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return policy.Bindings
            .Where(binding => binding.Principals.Any(name => name == Every
                || (name.StartsWith(Group, StringComparison.Ordinal) ? subject.Groups.Any(group => name == Group + group) : name == subject.Principal)))
            .SelectMany(binding => binding.Roles).Distinct(StringComparer.Ordinal).ToList();
    }

    /// <summary>True if the subject may use AdminService.</summary>
    public bool IsAdmin(PolicySubject subject) => RolesOf(subject).Any(role => policy.Roles[role].Admin);

    /// <summary>True if a role of the subject fulfils a condition.</summary>
    public bool HasRole(PolicySubject subject, Func<PolicyRole, bool> condition) => RolesOf(subject).Any(role => condition(policy.Roles[role]));

    /// <summary>True, false, or null if facts about the host are missing: may the subject see (or cancel) this submission?</summary>
    public bool? MayTouch(PolicySubject subject, Func<PolicyRole, Scope> right, string owner, HostKey host, HostFacts? facts)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(right);
        return AnyRole(subject, role => right(role) switch
        {
            Scope.All => Covers(role, host, facts),
            Scope.Own => owner == subject.Principal,
            _ => false,
        });
    }

    /// <summary>True, false, or null if facts about the host are missing: may the subject approve this kind of task on this host?</summary>
    public bool? MayApprove(PolicySubject subject, TaskKind kind, HostKey host, HostFacts? facts) =>
        AnyRole(subject, role => Names(role.Approve, kind) ? Covers(role, host, facts) : false);

    /// <summary>Decides about an action.</summary>
    public PolicyDecision Decide(PolicyQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var steps = new List<string>();
        var decisions = Right(question).Concat(ProtectedHosts(question)).Concat(ProtectedPaths(question)).Concat(QuietHours(question)).Concat(Approvals(question));
        PolicyDecision? undecided = null;
        PolicyDecision? approval = null;
        foreach (var decision in decisions)
        {
            steps.Add($"{decision.Rule}: {decision.Reason}");
            switch (decision.Verdict)
            {
                case PolicyVerdict.Denied:
                    return decision with { Steps = steps };
                case PolicyVerdict.Undecided:
                    undecided ??= decision;
                    break;
                case PolicyVerdict.NeedsApproval:
                    approval ??= decision;
                    break;
            }
        }

        var limits = policy.Limits.Where(limit => (Union(limit.Effects) & question.Action.Effects) != Effects.None).ToList();
        steps.AddRange(limits.Select(limit => $"{limit.Name}: at most {limit.Max} in {limit.Window}, counted when it is recorded"));
        var result = undecided ?? approval ?? new PolicyDecision(PolicyVerdict.Allowed, "", "No rule stands against it.");
        return result with { Limits = limits, Steps = steps };
    }

    private IEnumerable<PolicyDecision> Right(PolicyQuestion question)
    {
        var roles = RolesOf(question.Subject);
        var rule = roles.Count == 0 ? "bindings" : "roles";
        yield return AnyRole(question.Subject, role => Names(role.Tasks, question.Kind) ? Covers(role, question.Host, question.Facts) : false) switch
        {
            true => new PolicyDecision(PolicyVerdict.Allowed, rule, $"{question.Subject.Principal} may submit {question.Kind.Field()} for this host."),
            null => Undecided(rule, $"whether a role of {question.Subject.Principal} covers the host"),
            false => new PolicyDecision(
                PolicyVerdict.Denied,
                rule,
                roles.Count == 0
                    ? $"{question.Subject.Principal} has no role in the policy."
                    : $"No role of {question.Subject.Principal} ({string.Join(", ", roles)}) grants {question.Kind.Field()} on this host of KSC '{question.Host.Server}'.")
            {
                LacksPermission = true,
            },
        };
    }

    private IEnumerable<PolicyDecision> ProtectedHosts(PolicyQuestion question)
    {
        var effects = question.Action.Effects;
        if (policy.ProtectInfrastructure && (effects & Harmful) != Effects.None)
        {
            yield return question.Facts?.IsInfrastructure switch
            {
                true => new PolicyDecision(PolicyVerdict.Denied, InfrastructureRule, $"The host is an Administration Server or this gateway: {Words(effects & Harmful)} would cut the way back."),
                false => new PolicyDecision(PolicyVerdict.Allowed, InfrastructureRule, "The host is neither an Administration Server nor this gateway."),
                null => Undecided(InfrastructureRule, "whether the host is an Administration Server or this gateway"),
            };
        }

        foreach (var rule in policy.ProtectedHosts.Where(rule => (Union(rule.Effects) & effects) != Effects.None))
        {
            yield return rule.Hosts.Matches(question.Host.HostId, question.Facts) switch
            {
                true => new PolicyDecision(PolicyVerdict.Denied, rule.Name, $"The host is protected from {Words(Union(rule.Effects) & effects)}."),
                false => new PolicyDecision(PolicyVerdict.Allowed, rule.Name, "The host is not one of them."),
                null => Undecided(rule.Name, "whether the host is protected"),
            };
        }
    }

    private IEnumerable<PolicyDecision> ProtectedPaths(PolicyQuestion question)
    {
        foreach (var rule in policy.ProtectedPaths)
        {
            // A path says nothing of the effects that choose their files by themselves.
            var effects = Union(rule.Effects) & question.Action.Effects;
            if (effects == Effects.None)
            {
                continue;
            }

            var reach = question.Action.Path is { Length: > 0 } path ? PathReach.Of(path, question.Action.InSubfolders, rule.Paths) : null;
            yield return (reach, rule.UnknownPath) switch
            {
                (true, _) => new PolicyDecision(PolicyVerdict.Denied, rule.Name, $"The file is protected from {Words(effects)}."),
                (false, _) => new PolicyDecision(PolicyVerdict.Allowed, rule.Name, "The file is not one of them."),
                (null, Reaction.Allow) => new PolicyDecision(PolicyVerdict.Allowed, rule.Name, "Which files it acts on is not known; the rule allows that."),
                (null, Reaction.Refuse) => new PolicyDecision(PolicyVerdict.Denied, rule.Name, "Which files it acts on cannot be told from the request."),
                _ => new PolicyDecision(PolicyVerdict.NeedsApproval, rule.Name, "Which files it acts on cannot be told from the request."),
            };
        }
    }

    private IEnumerable<PolicyDecision> QuietHours(PolicyQuestion question)
    {
        foreach (var rule in policy.QuietHours.Where(rule => rule.Effects.Count == 0 || (Union(rule.Effects) & question.Action.Effects) != Effects.None))
        {
            yield return !rule.Holds(question.Now) || rule.Reaction == Reaction.Allow
                ? new PolicyDecision(PolicyVerdict.Allowed, rule.Name, "It does not hold now.")
                : new PolicyDecision(
                    rule.Reaction == Reaction.Refuse ? PolicyVerdict.Denied : PolicyVerdict.NeedsApproval, rule.Name, $"From {rule.From:HH:mm} to {rule.To:HH:mm} {rule.TimeZone} this is quiet time.");
        }
    }

    private IEnumerable<PolicyDecision> Approvals(PolicyQuestion question)
    {
        var roles = RolesOf(question.Subject);
        foreach (var rule in policy.Approvals)
        {
            if ((rule.Effects.Count > 0 && (Union(rule.Effects) & question.Action.Effects) == Effects.None)
                || (rule.Tasks.Count > 0 && !Names(rule.Tasks, question.Kind))
                || rule.ExceptRoles.Intersect(roles, StringComparer.Ordinal).Any())
            {
                continue;
            }

            yield return (rule.Hosts is null ? true : rule.Hosts.Matches(question.Host.HostId, question.Facts)) switch
            {
                true => new PolicyDecision(PolicyVerdict.NeedsApproval, rule.Name, "A second person must approve it.") { ApprovalTime = rule.Expire },
                false => new PolicyDecision(PolicyVerdict.Allowed, rule.Name, "The host needs no approval."),
                null => Undecided(rule.Name, "whether the host needs approval"),
            };
        }
    }

    private bool? AnyRole(PolicySubject subject, Func<PolicyRole, bool?> grants)
    {
        bool? result = false;
        foreach (var name in RolesOf(subject))
        {
            switch (grants(policy.Roles[name]))
            {
                case true:
                    return true;
                case null:
                    result = null;
                    break;
            }
        }

        return result;
    }

    private static bool? Covers(PolicyRole role, HostKey host, HostFacts? facts) =>
        !role.Servers.Any(server => server == Every || server == host.Server) ? false
            : role.Hosts is null ? true
            : role.Hosts.Matches(host.HostId, facts);

    private static bool Names(IReadOnlyList<string> tasks, TaskKind kind) => tasks.Any(task => task == Every || task == kind.Field());

    private static PolicyDecision Undecided(string rule, string what) =>
        new(PolicyVerdict.Undecided, rule, $"KSC must first say {what}.");

    private static Effects Union(IReadOnlyList<Effects> effects) => effects.Aggregate(Effects.None, (all, effect) => all | effect);

    private static string Words(Effects effects) => effects.ToString().ToLowerInvariant();
}
