using EdrGrpc.Submissions.Actions;

namespace EdrGrpc.Submissions.Policy;

/// <summary>What a policy that can be read may still have wrong. A rule that can never match is a mistake: silence would look like protection.</summary>
internal static class PolicyCheck
{
    private const string Every = "*";
    private static readonly HashSet<string> Kinds = Enum.GetValues<TaskKind>().Select(kind => kind.Field()).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlyList<string> Run(PolicyDocument policy)
    {
        var problems = new List<string>();
        Roles(policy, problems);
        Bindings(policy, problems);
        Names(policy, problems);
        for (var index = 0; index < policy.ProtectedHosts.Count; index++)
        {
            var rule = policy.ProtectedHosts[index];
            Some(problems, $"protected_hosts[{index}].effects", rule.Effects.Count);
            NotEmpty(problems, $"protected_hosts[{index}].hosts", rule.Hosts);
        }

        for (var index = 0; index < policy.ProtectedPaths.Count; index++)
        {
            Paths(policy.ProtectedPaths[index], $"protected_paths[{index}]", problems);
        }

        for (var index = 0; index < policy.QuietHours.Count; index++)
        {
            QuietHours(policy.QuietHours[index], $"quiet_hours[{index}]", problems);
        }

        for (var index = 0; index < policy.Limits.Count; index++)
        {
            Limit(policy.Limits[index], $"limits[{index}]", problems);
        }

        for (var index = 0; index < policy.Approvals.Count; index++)
        {
            Approval(policy, policy.Approvals[index], $"approvals[{index}]", problems);
        }

        return problems;
    }

    private static void Roles(PolicyDocument policy, List<string> problems)
    {
        foreach (var (name, role) in policy.Roles)
        {
            Tasks(problems, $"roles.{name}.tasks", role.Tasks);
            Tasks(problems, $"roles.{name}.approve", role.Approve);
            if (role.Hosts is not null)
            {
                NotEmpty(problems, $"roles.{name}.hosts", role.Hosts);
            }
        }
    }

    private static void Bindings(PolicyDocument policy, List<string> problems)
    {
        for (var index = 0; index < policy.Bindings.Count; index++)
        {
            var binding = policy.Bindings[index];
            Some(problems, $"bindings[{index}].principals", binding.Principals.Count);
            Some(problems, $"bindings[{index}].roles", binding.Roles.Count);
            problems.AddRange(binding.Roles.Where(role => !policy.Roles.ContainsKey(role)).Select(role => $"bindings[{index}].roles: there is no role \"{role}\"."));
        }
    }

    private static void Names(PolicyDocument policy, List<string> problems)
    {
        var names = policy.ProtectedHosts.Select(rule => rule.Name).Concat(policy.ProtectedPaths.Select(rule => rule.Name)).Concat(policy.QuietHours.Select(rule => rule.Name))
            .Concat(policy.Limits.Select(rule => rule.Name)).Concat(policy.Approvals.Select(rule => rule.Name)).ToList();
        if (names.Any(string.IsNullOrWhiteSpace))
        {
            problems.Add("Every rule needs a name: refusals and the audit record tell rules apart by it.");
        }

        problems.AddRange(names.Where(name => name.Length > 0).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => $"Two rules are called \"{group.Key}\"."));
    }

    private static void Paths(ProtectedPathsRule rule, string place, List<string> problems)
    {
        Some(problems, place + ".paths", rule.Paths.Count);
        Some(problems, place + ".effects", rule.Effects.Count);
        foreach (var path in rule.Paths.Where(path => WindowsPath.Normalise(Glob.FixedPart(path)) is null))
        {
            problems.Add($"{place}.paths: \"{path}\" does not begin with a drive or a share, or holds a short name or a variable: it would never match.");
        }
    }

    private static void QuietHours(QuietHoursRule rule, string place, List<string> problems)
    {
        if (rule.From == rule.To)
        {
            problems.Add($"{place}: from and to are equal.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rule.TimeZone, out _))
        {
            problems.Add($"{place}.time_zone: there is no time zone \"{rule.TimeZone}\".");
        }
    }

    private static void Limit(LimitRule rule, string place, List<string> problems)
    {
        Some(problems, place + ".effects", rule.Effects.Count);
        if (rule.Max < 1)
        {
            problems.Add($"{place}.max: must be at least 1.");
        }

        Between(problems, place + ".window", rule.Window, TimeSpan.FromMinutes(1), TimeSpan.FromDays(31));
        if (rule.Beyond == Reaction.Allow)
        {
            problems.Add($"{place}.beyond: must be refuse or approve.");
        }
    }

    private static void Approval(PolicyDocument policy, ApprovalRule rule, string place, List<string> problems)
    {
        Tasks(problems, place + ".tasks", rule.Tasks);
        Between(problems, place + ".expire", rule.Expire, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        if (rule.Hosts is not null)
        {
            NotEmpty(problems, place + ".hosts", rule.Hosts);
        }

        problems.AddRange(rule.ExceptRoles.Where(role => !policy.Roles.ContainsKey(role)).Select(role => $"{place}.except_roles: there is no role \"{role}\"."));
    }

    private static void Tasks(List<string> problems, string place, IReadOnlyList<string> tasks) =>
        problems.AddRange(tasks.Where(task => task != Every && !Kinds.Contains(task)).Select(task => $"{place}: there is no task \"{task}\"; there are: {string.Join(", ", Kinds)}."));

    private static void Some(List<string> problems, string place, int count)
    {
        if (count == 0)
        {
            problems.Add($"{place}: must not be empty.");
        }
    }

    private static void NotEmpty(List<string> problems, string place, HostSelector hosts) =>
        Some(problems, place, hosts.Ids.Count + hosts.Names.Count + hosts.Groups.Count + hosts.OperatingSystems.Count);

    private static void Between(List<string> problems, string place, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            problems.Add($"{place}: must be from {least} to {most}.");
        }
    }
}
