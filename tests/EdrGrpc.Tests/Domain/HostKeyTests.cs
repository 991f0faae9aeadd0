using CsCheck;
using EdrGrpc.Submissions;
using Xunit;

namespace EdrGrpc.Tests.Domain;

public sealed class HostKeyTests
{
    [Fact]
    public void Text_IsReadBack() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String).Sample((server, host) =>
            Assert.Equal(new HostKey(server, host), HostKey.Parse(new HostKey(server, host).ToString())));

    [Theory]
    [InlineData("")]
    [InlineData("/host")]
    [InlineData("host")]
    public void TextWithoutServer_IsRefused(string key) => Assert.Throws<FormatException>(() => HostKey.Parse(key));
}
