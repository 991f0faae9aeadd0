using EdrGrpc.Ksc;

namespace EdrGrpc.CrashHarness;

/// <summary>Where the process is killed, round by round: every named point equally often, every fifth kill at a random moment, in random order.</summary>
internal static class KillPlan
{
    public const string AtRandom = "random moment";

    public static readonly string[] Points =
    [
        SendPoints.IntentStoring, SendPoints.IntentStored, SendPoints.RequestWriting, SendPoints.RequestWritten,
        SendPoints.AnswerUnread, SendPoints.AnswerRead, SendPoints.IncidentUpdated, SendPoints.TaskClaimed,
    ];

    public static List<string> Make(int kills, Random random)
    {
        var plan = Enumerable.Range(0, kills - (kills / 5)).Select(index => Points[index % Points.Length])
            .Concat(Enumerable.Repeat(AtRandom, kills / 5))
            .ToArray();
        random.Shuffle(plan);
        return [.. plan];
    }
}
