using System.Security.Cryptography;
using System.Text;

namespace EdrGrpc.Ksc.Simulator;

/// <summary>Makes HOST-0001 and so on with ids that depend on the seed only.</summary>
internal static class HostSeeder
{
    private static readonly DateTimeOffset Created = new(2025, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public static void Fill(SimulatorState state)
    {
        for (var number = 1; number <= state.Options.HostCount; number++)
        {
            var server = number % 10 == 0;
            var name = $"HOST-{number:0000}";
            state.Hosts.Add(new SimulatedHost
            {
                Id = HostId(state.Options.Seed, number),
                DisplayName = name,
                NetBiosName = name,
                DnsName = name.ToLowerInvariant(),
                GroupId = server ? HostGroups.Servers : HostGroups.Workstations,
                OsName = server ? "Microsoft Windows Server 2022" : "Microsoft Windows 11",
                Ip = 0x0A000000 + number,
                Created = Created,
            });
        }
    }

    public static string HostId(int seed, int number) =>
        new Guid(SHA256.HashData(Encoding.ASCII.GetBytes($"host {seed} {number}")).AsSpan(0, 16)).ToString();
}
