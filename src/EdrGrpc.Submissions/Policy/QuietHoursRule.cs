namespace EdrGrpc.Submissions.Policy;

/// <summary>A time of the week in which some effects are refused or need approval.</summary>
public sealed record QuietHoursRule
{
    /// <summary>Name of the rule. Required.</summary>
    public string Name { get; init; } = "";

    /// <summary>Days on which it begins; empty = every day.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>When it begins, HH:mm. Required.</summary>
    public TimeOnly From { get; init; }

    /// <summary>When it ends, HH:mm; earlier than the beginning = on the next day.</summary>
    public TimeOnly To { get; init; }

    /// <summary>Time zone, for example "Europe/Berlin". Default UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What it is about; empty = everything.</summary>
    public IReadOnlyList<Effects> Effects { get; init; } = [];

    /// <summary>Refuse or approve. Default approve.</summary>
    public Reaction Reaction { get; init; } = Reaction.Approve;

    /// <summary>True if the rule holds at a moment.</summary>
    public bool Holds(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return From <= To
            ? On(local.DayOfWeek) && time >= From && time < To
            : (On(local.DayOfWeek) && time >= From) || (On(local.AddDays(-1).DayOfWeek) && time < To);
    }

    private bool On(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}
