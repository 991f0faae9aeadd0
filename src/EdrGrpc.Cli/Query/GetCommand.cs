using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Query;

/// <summary>edrctl get: one submission in full.</summary>
internal static class GetCommand
{
    private static readonly Argument<string> Id = Ids.Argument("The submission");

    public static Command Create() => GatewayCommand.Create("get", "One submission in full", [Id], async context =>
    {
        var answer = await context.Gateway.Responses.GetSubmissionAsync(
            new GetSubmissionRequest { SubmissionId = context.Parse.GetValue(Id) }, context.Gateway.Call(context.Cancellation));
        SubmissionDetails.Write(context.Screen, answer.Submission);
        return ExitCodes.Done;
    });
}
