using System.Text;

namespace EdrGrpc.IntegrationTests.Recovery;

/// <summary>Writes docs/fault-matrix.md. Every outcome that is not the plain one must be explained here, and every explanation be needed.</summary>
internal static class FaultMatrixPage
{
    private static readonly (string Call, string Outcome, string Why)[] Explanations = [];

    public static string Write(IReadOnlyList<FaultCell> cells)
    {
        var page = new StringBuilder();
        page.Append("# Fault matrix\n\n");
        page.Append("What becomes of a submission when one call to KSC goes wrong once. Made by FaultMatrixTests from the real gateway and the simulator over TLS (`EDRGRPC_UPDATE_GOLDEN=1` writes it anew); do not edit.\n\n");
        page.Append("`ok`: one attempt, one incident in KSC, the task followed to its own end (SUCCEEDED; FAILED in the rows about a failed task). The call was repeated, or the gateway waited, with a waiting reason, and went on. In no cell has KSC two incidents.\n\n");
        page.Append("| call | for | ").Append(string.Join(" | ", FaultKinds.All.Select(kind => kind.Name))).Append(" |\n");
        page.Append("| --- | --- |").Append(string.Concat(FaultKinds.All.Select(_ => " --- |"))).Append('\n');
        var used = new List<string>();
        foreach (var row in FaultRow.All)
        {
            page.Append($"| `{row.Call}` | {row.Purpose} |");
            foreach (var (name, _, _) in FaultKinds.All)
            {
                var text = cells.Single(cell => cell.Call == row.Call && cell.Fault == name).Text(row);
                page.Append($" {text}{Note(row.Call, text, used)} |");
            }

            page.Append('\n');
        }

        page.Append("\n## Faults\n\n");
        foreach (var (name, meaning, _) in FaultKinds.All)
        {
            page.Append($"- **{name}**: {meaning}\n");
        }

        page.Append("\n## Outcomes that are not plain\n\n");
        for (var index = 0; index < used.Count; index++)
        {
            page.Append($"{index + 1}. {used[index]}\n");
        }

        return page.ToString();
    }

    private static string Note(string call, string outcome, List<string> used)
    {
        if (outcome == "ok")
        {
            return "";
        }

        var why = Array.Find(Explanations, item => item.Call == call && item.Outcome == outcome).Why ?? $"NOT EXPLAINED: {call} {outcome}";
        if (!used.Contains(why))
        {
            used.Add(why);
        }

        return $" ({used.IndexOf(why) + 1})";
    }
}
