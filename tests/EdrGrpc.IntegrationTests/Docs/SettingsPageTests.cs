using EdrGrpc.IntegrationTests.Support;
using Xunit;

namespace EdrGrpc.IntegrationTests.Docs;

/// <summary>docs/settings.md says what the option records say. EDRGRPC_UPDATE_GOLDEN=1 writes it anew.</summary>
public sealed class SettingsPageTests
{
    [Fact]
    public void SettingsPage_Committed_IsWhatTheOptionsSay()
    {
        var path = Repository.PathOf("docs", "settings.md");
        var page = SettingsPage.Write();
        if (Environment.GetEnvironmentVariable("EDRGRPC_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(File.Exists(path), "docs/settings.md does not exist; run the test with EDRGRPC_UPDATE_GOLDEN=1 to write it.");
        Assert.Equal(page, File.ReadAllText(path));
    }
}
