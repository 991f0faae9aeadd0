using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Cli.Admin;

/// <summary>edrctl audit: the record of decisions.</summary>
internal static class AuditCommand
{
    private static readonly Option<long> From = new("--from-sequence") { Description = "The first record; 0 for the oldest", HelpName = "number" };
    private static readonly Option<string?> ExpectHead = Flag.Text(
        "--expect-head", "A head that an earlier verify printed and that was kept elsewhere: shows whether the end was cut off since, or the whole made anew", "number:hash");

    public static Command Create() => GatewayCommand.Group(
        "audit",
        "The record of decisions",
        GatewayCommand.Create("export", "Print the record as JSON lines with OCSF's field names, up to its present end", [From], ExportAsync),
        GatewayCommand.Create("verify", "Recompute the hash chain of the record; exit code 4 if it does not hold", [ExpectHead], VerifyAsync));

    private static async Task<int> ExportAsync(CommandContext context)
    {
        // It takes as long as the record is; only silence is limited, by the connection's keep-alive.
        using var call = context.Gateway.Admin.ExportAudit(new ExportAuditRequest { FromSequence = context.Parse.GetValue(From) }, context.Gateway.Stream(context.Cancellation));
        await foreach (var answer in call.ResponseStream.ReadAllAsync(context.Cancellation))
        {
            context.Screen.WriteJson(OcsfAudit.Write(answer.Record));
        }

        return ExitCodes.Done;
    }

    private static async Task<int> VerifyAsync(CommandContext context)
    {
        var request = Request(context.Parse.GetValue(ExpectHead));
        var answer = await context.Gateway.Admin.VerifyAuditAsync(request, context.Gateway.BatchCall(context.Cancellation));
        if (context.Screen.Format != OutputFormat.Text)
        {
            context.Screen.Write(answer);
        }
        else if (answer.Intact)
        {
            context.Screen.WriteLine($"The audit record is intact ({answer.Records} records).");
            context.Screen.WriteLine($"head: {answer.Records}:{SafeText.Of(answer.HeadHash)}");
            Screen.Remark("edrctl: keep the head on another machine: only with --expect-head is it seen later whether the end was cut off, or an older data file put in place.");
        }

        if (!answer.Intact)
        {
            Screen.Remark($"edrctl: the audit record is not intact from record {answer.FirstBadSequence} on: {SafeText.Of(answer.Problem)}");
        }

        return answer.Intact ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static VerifyAuditRequest Request(string? head)
    {
        if (head is null)
        {
            return new VerifyAuditRequest();
        }

        var parts = head.Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], out var sequence) && sequence > 0 && parts[1].Length == 64 && parts[1].All(char.IsAsciiHexDigit)
            ? new VerifyAuditRequest { ExpectSequence = sequence, ExpectHash = parts[1].ToLowerInvariant() }
            : throw CliException.Usage("--expect-head is a record's number and hash as verify prints them, for example 17:9f86d081…: a number above 0, a colon and 64 hexadecimal digits.");
    }
}
