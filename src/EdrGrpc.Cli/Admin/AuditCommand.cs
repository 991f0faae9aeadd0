using System.CommandLine;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Cli.Admin;

/// <summary>edrctl audit: the record of decisions.</summary>
internal static class AuditCommand
{
    private static readonly Option<long> From = new("--from-sequence") { Description = "The first record; 0 for the oldest that is kept", HelpName = "number" };

    public static Command Create() => GatewayCommand.Group(
        "audit",
        "The record of decisions",
        GatewayCommand.Create("export", "Print the record as JSON lines with OCSF's field names, up to its present end", [From], ExportAsync),
        GatewayCommand.Create("verify", "Recompute the hash chain of the record; exit code 4 if it does not hold", [], VerifyAsync));

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
        var answer = await context.Gateway.Admin.VerifyAuditAsync(new VerifyAuditRequest(), context.Gateway.BatchCall(context.Cancellation));
        if (context.Screen.Format != OutputFormat.Text)
        {
            context.Screen.Write(answer);
        }
        else if (answer.Intact)
        {
            context.Screen.WriteLine($"The audit record is intact ({answer.Records} records).");
        }

        if (!answer.Intact)
        {
            Screen.Remark($"edrctl: the audit record is not intact from record {answer.FirstBadSequence} on: {SafeText.Of(answer.Problem)}");
        }

        return answer.Intact ? ExitCodes.Done : ExitCodes.Failed;
    }
}
