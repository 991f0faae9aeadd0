using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Decide;

/// <summary>edrctl cancel: a submission, or what can still be cancelled of a batch.</summary>
internal static class CancelCommand
{
    private static readonly Argument<string?> Id = new("id") { Description = "The submission", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Batch = Flag.Text("--batch", "All of this batch that can still be cancelled", "uuid");
    private static readonly Option<string?> Reason = Flag.Text("--reason", "Why, for people");

    public static Command Create() => GatewayCommand.Create("cancel", "Cancel what was not sent to KSC yet", [Id, Batch, Reason], RunAsync);

    private static Task<int> RunAsync(CommandContext context) => (context.Parse.GetValue(Id), context.Parse.GetValue(Batch)) switch
    {
        ({ } id, null) => OneAsync(context, id),
        (null, { } batch) => BatchAsync(context, batch),
        _ => throw CliException.Usage("Say what to cancel: the id of a submission, or --batch."),
    };

    private static async Task<int> OneAsync(CommandContext context, string id)
    {
        var answer = await context.Gateway.Responses.CancelSubmissionAsync(
            new CancelSubmissionRequest { SubmissionId = id, Reason = context.Parse.GetValue(Reason) ?? "" }, context.Gateway.Call(context.Cancellation));
        Decided.Write(context.Screen, answer.Submission);
        return ExitCodes.Done;
    }

    private static async Task<int> BatchAsync(CommandContext context, string batch)
    {
        var answer = await context.Gateway.Responses.CancelBatchAsync(
            new CancelBatchRequest { BatchId = batch, Reason = context.Parse.GetValue(Reason) ?? "" }, context.Gateway.BatchCall(context.Cancellation));
        if (context.Screen.Format == OutputFormat.Text)
        {
            context.Screen.Table(["SUBMISSION", "CANCELLED", "STATE"], answer.Outcomes.Select(one => (string?[])[one.SubmissionId, one.Cancelled ? "yes" : "too late", Words.Upper(one.State)]));
        }
        else
        {
            foreach (var outcome in answer.Outcomes)
            {
                context.Screen.Write(outcome);
            }
        }

        var late = answer.Outcomes.Count(one => !one.Cancelled);
        if (late > 0)
        {
            Screen.Remark($"edrctl: {late} of {answer.Outcomes.Count} could not be cancelled any more.");
        }

        return late == 0 ? ExitCodes.Done : ExitCodes.Refused;
    }
}
