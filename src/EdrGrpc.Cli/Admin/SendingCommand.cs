using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;

namespace EdrGrpc.Cli.Admin;

/// <summary>edrctl sending: the kill switch.</summary>
internal static class SendingCommand
{
    private static readonly Option<string?> Reason = CreateReason();

    public static Command Create() => GatewayCommand.Group(
        "sending",
        "The kill switch: whether anything is sent to KSC",
        GatewayCommand.Create("stop", "From the answer on nothing is sent to KSC; submissions are accepted and wait", [Reason], async context => Show(
            context.Screen,
            (await context.Gateway.Admin.StopSendingAsync(new StopSendingRequest { Reason = context.Parse.GetValue(Reason) }, context.Gateway.Call(context.Cancellation))).State)),
        GatewayCommand.Create("resume", "Send again", [], async context => Show(
            context.Screen, (await context.Gateway.Admin.ResumeSendingAsync(new ResumeSendingRequest(), context.Gateway.Call(context.Cancellation))).State)),
        GatewayCommand.Create("status", "Whether sending is stopped, by whom and why", [], async context => Show(
            context.Screen, (await context.Gateway.Admin.GetSendingStateAsync(new GetSendingStateRequest(), context.Gateway.Call(context.Cancellation))).State)));

    private static Option<string?> CreateReason()
    {
        var reason = Flag.Text("--reason", "Why, for everybody who then asks");
        reason.Required = true;
        return reason;
    }

    private static int Show(Screen screen, SendingState state)
    {
        if (screen.Format != OutputFormat.Text)
        {
            screen.Write(state);
            return ExitCodes.Done;
        }

        var since = state.ChangeTime is null ? "" : $" since {SubmissionText.Time(state.ChangeTime)} by {SafeText.Of(state.Principal)}";
        screen.WriteLine(state.Stopped ? $"Sending is STOPPED{since}: {SafeText.Of(state.Reason)}" : $"Responses are sent{since}.");
        return ExitCodes.Done;
    }
}
