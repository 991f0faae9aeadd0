using System.Text.Json;
using EdrGrpc.IntegrationTests.Support;
using Google.Protobuf;
using Xunit;

namespace EdrGrpc.IntegrationTests.Cli;

/// <summary>What a run of edrctl left.</summary>
internal sealed record EdrctlResult(int Code, string Output, string Errors)
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(Google.Protobuf.Reflection.TypeRegistry.FromMessages(Google.Rpc.ErrorInfo.Descriptor)));

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Everything, for messages of assertions.</summary>
    public string Text => $"exit code {Code}\n{Output}\n{Errors}";

    /// <summary>The code must be this one; the output must hold no terminal sequence.</summary>
    public EdrctlResult Ended(int code)
    {
        Assert.True(code == Code, $"{code} was expected, but: {Text}");
        Assert.DoesNotContain('\u001b', Output + Errors);
        return this;
    }

    /// <summary>Every line as a message of the contract.</summary>
    public List<T> Messages<T>()
        where T : IMessage, new() => [.. Lines.Select(line => Parser.Parse<T>(line))];

    /// <summary>The only line as a message of the contract.</summary>
    public T Message<T>()
        where T : IMessage, new() => Assert.Single(Messages<T>());

    /// <summary>Every line as JSON.</summary>
    public List<JsonElement> Json() => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement.Clone())];
}
