namespace EdrGrpc.Ksc.Simulator;

/// <summary>The administration groups of the simulated server.</summary>
internal static class HostGroups
{
    public const int Root = 0;
    public const int Unassigned = 1;
    public const int Super = 2;
    public const int Workstations = 10;
    public const int Servers = 11;

    public static string Name(int group) => group switch
    {
        Root => "Managed devices",
        Unassigned => "Unassigned devices",
        Workstations => "Workstations",
        Servers => "Servers",
        _ => "Group " + group,
    };

    public static string Path(int group) => group is Root or Unassigned ? Name(group) + "/" : $"{Name(Root)}/{Name(group)}/";

    /// <summary>True when the group is the asked one or lies below it.</summary>
    public static bool IsWithin(int group, long ancestor) =>
        group == ancestor || (ancestor == Root && group is not (Unassigned or Super)) || ancestor == Super;
}
