using System.CommandLine;
using EdrGrpc.Cli.Arguments;
using EdrGrpc.Cli.Output;
using EdrGrpc.Contract.V1;
using Google.Protobuf.WellKnownTypes;

namespace EdrGrpc.Cli.Admin;

/// <summary>edrctl token: the API tokens of callers.</summary>
internal static class TokenCommand
{
    private static readonly Argument<string> Principal = new("principal") { Description = "Whose calls it authenticates" };
    private static readonly System.CommandLine.Option<string?> Description = Flag.Text("--description", "What it is for");
    private static readonly System.CommandLine.Option<TimeSpan?> ExpireIn = Durations.Option("--expire-in", "How long it works; 90 days unless given, at most 400d");
    private static readonly System.CommandLine.Option<string?> Out = Flag.Text("--out", "Write the token to this new file, readable by its owner only, instead of printing it", "file");
    private static readonly Argument<string> Id = Ids.Argument("The token");

    public static Command Create() => GatewayCommand.Group(
        "token",
        "API tokens of callers",
        GatewayCommand.Create("create", "Make a token; its text is shown once and never again", [Principal, Description, ExpireIn, Out], CreateAsync),
        GatewayCommand.Create("list", "All tokens, without their texts", [], ListAsync),
        GatewayCommand.Create("revoke", "End a token at once", [Id], RevokeAsync));

    private static async Task<int> CreateAsync(CommandContext context)
    {
        var request = new CreateTokenRequest
        {
            Principal = context.Parse.GetValue(Principal),
            Description = context.Parse.GetValue(Description) ?? "",
            ExpireTime = context.Parse.GetValue(ExpireIn) is { } life ? (TimeProvider.System.GetUtcNow() + life).ToTimestamp() : null,
        };

        // The file is made before the token: a token whose text was lost would have to be revoked.
        using var file = context.Parse.GetValue(Out) is { } path ? TokenFile.Create(path) : null;
        var answer = await context.Gateway.Admin.CreateTokenAsync(request, context.Gateway.Call(context.Cancellation));
        if (file is not null)
        {
            file.Write(answer.Secret);
            answer.Secret = "";
        }

        if (context.Screen.Format != OutputFormat.Text)
        {
            context.Screen.Write(answer);
            return ExitCodes.Done;
        }

        if (file is null)
        {
            context.Screen.WriteLine(SafeText.Of(answer.Secret));
        }

        Screen.Remark($"edrctl: token {answer.Token.TokenId} of {SafeText.Of(answer.Token.Principal)} works until {SubmissionText.Time(answer.Token.ExpireTime)}. Its text is not shown again.");
        return ExitCodes.Done;
    }

    private static async Task<int> ListAsync(CommandContext context)
    {
        var answer = await context.Gateway.Admin.ListTokensAsync(new ListTokensRequest(), context.Gateway.Call(context.Cancellation));
        if (context.Screen.Format == OutputFormat.Text)
        {
            context.Screen.Table(["TOKEN", "PRINCIPAL", "FOR", "MADE BY", "EXPIRES", "REVOKED"], answer.Tokens.Select(token => (string?[])
                [token.TokenId, token.Principal, token.Description, token.Creator, SubmissionText.Time(token.ExpireTime), SubmissionText.Time(token.RevokeTime)]));
            return ExitCodes.Done;
        }

        foreach (var token in answer.Tokens)
        {
            context.Screen.Write(token);
        }

        return ExitCodes.Done;
    }

    private static async Task<int> RevokeAsync(CommandContext context)
    {
        var answer = await context.Gateway.Admin.RevokeTokenAsync(new RevokeTokenRequest { TokenId = context.Parse.GetValue(Id) }, context.Gateway.Call(context.Cancellation));
        if (context.Screen.Format == OutputFormat.Text)
        {
            context.Screen.WriteLine($"token {answer.Token.TokenId} of {SafeText.Of(answer.Token.Principal)} is revoked");
        }
        else
        {
            context.Screen.Write(answer.Token);
        }

        return ExitCodes.Done;
    }
}
