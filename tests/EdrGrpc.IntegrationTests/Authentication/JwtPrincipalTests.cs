using EdrGrpc.IntegrationTests.Support;
using Grpc.Core;
using Xunit;

namespace EdrGrpc.IntegrationTests.Authentication;

/// <summary>A good token whose claims would make somebody else of its bearer.</summary>
public sealed class JwtPrincipalTests(JwtGateway jwt) : IClassFixture<JwtGateway>
{
    public static TheoryData<string, object?> Names => new()
    {
        { "none", null },
        { "empty", "" },
        { "blank", "  " },
        { "129 characters", new string('x', 129) },
        { "8,000 characters", new string('x', 8000) },
        { "a line break", "alice\nINFO: bob did it" },
        { "an escape sequence", "alice\u001b[2K" },
        { "a NUL", "alice\0" },
        { "a group of the policy", "group:soc-leads" },
        { "everybody", "*" },
        { "the server itself", "edrgrpc" },
        { "several", new[] { "alice", "bob" } },
        { "an object", new Dictionary<string, string> { ["alice"] = "alice" } },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task PrincipalThatCannotBe_IsRefused(string kind, object? principal)
    {
        var refusal = await jwt.Gateway.CallAsync(jwt.Forge.Signed(("sub", principal)));
        Assert.True(refusal?.Code == StatusCode.Unauthenticated, $"{kind}: {refusal?.Code.ToString() ?? "was served"}");
    }

    [Fact]
    public async Task Principal_IsTheClaim_AndAnUnknownOneMayDoNothing()
    {
        Assert.Equal("alice", await jwt.Gateway.PrincipalAsync(GuardedGateway.With(jwt.Forge.Signed())));
        Assert.Equal(StatusCode.PermissionDenied, (await jwt.Gateway.CallAsync(jwt.Forge.Signed(("sub", "mallory"))))?.Code);

        // Names are compared as they are: what only looks or sorts alike is somebody else.
        Assert.Equal(StatusCode.PermissionDenied, (await jwt.Gateway.CallAsync(jwt.Forge.Signed(("sub", "\u0430lice"))))?.Code);
        Assert.Equal(StatusCode.PermissionDenied, (await jwt.Gateway.CallAsync(jwt.Forge.Signed(("sub", "ALICE"))))?.Code);
    }

    [Fact]
    public async Task Groups_AreThoseOfTheirClaim_AndOfNoOther()
    {
        Assert.Null(await jwt.Gateway.CallAsync(jwt.Forge.Signed(("sub", "carol"), ("groups", new[] { "others", "soc-leads" }))));
        foreach (var claim in new[] { "group", "roles", "Groups" })
        {
            Assert.Equal(StatusCode.PermissionDenied, (await jwt.Gateway.CallAsync(jwt.Forge.Signed(("sub", "carol"), (claim, "soc-leads"))))?.Code);
        }

        // A group is no principal, neither under its own name nor under the policy's name for it.
        foreach (var group in new[] { "alice", "group:soc-leads", "soc-leads2" })
        {
            Assert.Equal(StatusCode.PermissionDenied, (await jwt.Gateway.CallAsync(jwt.Forge.Signed(("sub", "carol"), ("groups", group))))?.Code);
        }
    }
}
