using EdrGrpc.Cli.Output;
using EdrGrpc.Cli.Watch;
using EdrGrpc.Contract.V1;
using Grpc.Core;

namespace EdrGrpc.Cli.Submit;

/// <summary>Submits one response, or rehearses it.</summary>
internal static class SingleSubmission
{
    public static async Task<int> RunAsync(CommandContext context, ResponseAction action)
    {
        var details = RequestDetails.From(context);
        var dryRun = context.Parse.GetValue(SubmitFlags.DryRun);
        var watch = context.Parse.GetValue(SubmitFlags.Watch);
        var request = new SubmitRequest
        {
            RequestId = details.RequestId.ToString(), Server = details.Server, Action = action, ExpireTime = details.ExpireTime, Context = details.Context, ValidateOnly = dryRun,
        };
        SubmitResponse answer;
        try
        {
            answer = await context.Gateway.Responses.SubmitAsync(request, context.Gateway.Call(context.Cancellation));
        }
        catch (RpcException exception)
        {
            var code = GatewayCommand.Report(context, exception, FieldNames.Of);
            if (!dryRun)
            {
                LostAnswer.Advise(exception, details);
            }

            return code;
        }

        Show(context.Screen, answer, dryRun, watch);
        return watch ? await WatchedEnd.OfAsync(context, answer.Submission.SubmissionId) : ExitCodes.Done;
    }

    private static void Show(Screen screen, SubmitResponse answer, bool dryRun, bool watch)
    {
        if (screen.Format != OutputFormat.Text)
        {
            screen.Write(watch ? new SubmitAndWatchResponse { Submitted = answer } : answer);
        }
        else if (dryRun)
        {
            screen.WriteLine("It would be accepted. KSC would get:");
            screen.WriteLine(SafeText.Of(answer.IncidentBody));
        }
        else
        {
            var submission = answer.Submission;
            screen.WriteLine($"{submission.SubmissionId}  {SubmissionText.What(submission)}: {(answer.Deduplicated ? "recorded before" : "recorded")}, {SubmissionText.State(submission)}");
            SubmissionText.Warn(submission);
        }
    }
}
