using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Decide;

/// <summary>edrctl approve and reject: the decision of a second person.</summary>
internal static class ApprovalCommands
{
    private static readonly Argument<string> Id = Ids.Argument("The submission that waits for approval");
    private static readonly Option<string?> Comment = Flag.Text("--comment", "Why, for the record");

    public static Command Approve() => GatewayCommand.Create("approve", "Let a submission that waits for approval go on", [Id, Comment], async context =>
    {
        var request = new ApproveSubmissionRequest { SubmissionId = context.Parse.GetValue(Id), Comment = context.Parse.GetValue(Comment) ?? "" };
        Decided.Write(context.Screen, (await context.Gateway.Responses.ApproveSubmissionAsync(request, context.Gateway.Call(context.Cancellation))).Submission);
        return ExitCodes.Done;
    });

    public static Command Reject() => GatewayCommand.Create("reject", "End a submission that waits for approval; nothing is done", [Id, Comment], async context =>
    {
        var request = new RejectSubmissionRequest { SubmissionId = context.Parse.GetValue(Id), Comment = context.Parse.GetValue(Comment) ?? "" };
        Decided.Write(context.Screen, (await context.Gateway.Responses.RejectSubmissionAsync(request, context.Gateway.Call(context.Cancellation))).Submission);
        return ExitCodes.Done;
    });
}
