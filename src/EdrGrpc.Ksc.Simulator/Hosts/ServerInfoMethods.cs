namespace EdrGrpc.Ksc.Simulator;

/// <summary>GetStaticInfo and GetRunTimeInfo (ksc-openapi.md sections 8.1 and 8.2).</summary>
internal static class ServerInfoMethods
{
    public static void Register(MethodTable table)
    {
        table.Add("HostGroup.GetStaticInfo", "pValues", call => Select(call, Static(call)));
        table.Add("HostGroup.GetRunTimeInfo", "pValues", call => Select(call, RunTime()));
    }

    private static Reply Select(ApiCall call, WireParams known)
    {
        if (call.Arguments.OptionalTexts("pValues") is not { } names)
        {
            return Reply.Of(known);
        }

        var result = new WireParams();
        foreach (var name in names)
        {
            result.Put(name, known.GetValueOrDefault(name));
            if (call.Arguments.Strict && !known.ContainsKey(name))
            {
                throw PxgErrors.BadParameter($"pValues: {name} is unknown");
            }
        }

        return Reply.Of(result);
    }

    private static WireParams Static(ApiCall call) => new()
    {
        ["KLADMSRV_IS_VIRTUAL"] = call.Session.VirtualServer.Length > 0,
        ["KLADMSRV_VSID"] = call.Session.VirtualServer.Length > 0 ? 1 : 0,
        ["KLADMSRV_VSUID"] = call.Session.VirtualServer,
        ["KLADMSRV_GRP_ROOT"] = HostGroups.Root,
        ["KLADMSRV_GRP_UNASSIGNED"] = HostGroups.Unassigned,
        ["KLADMSRV_GRP_SUPER"] = HostGroups.Super,
        ["KLADMSRV_SERVER_VERSION_ID"] = call.State.Options.ServerVersion,
        ["KLADMSRV_B2B_CLOUD_MODE"] = false,
        ["KLADMSRV_PCLOUD_MODE"] = false,
        ["KLADMSRV_PRODUCT_FULL_VERSION"] = call.State.Options.ProductVersion,
        ["KLADMSRV_PRODUCT_VERSION"] = call.State.Options.ProductVersion,
        ["KLADMSRV_PRODUCT_NAME"] = "1093 SIMULATOR",
        ["KLADMSRV_SERVER_HOSTNAME"] = "SIMULATOR-" + HostSeeder.HostId(call.State.Options.Seed, 0),
        ["KLADMSRV_FORCE_SYNC_SUPPORTED"] = true,
        ["KLADMSRV_MAINTENANCE_SUPPORTED"] = true,
        ["KLADMSRV_NAGENT_RUNNING"] = true,
        ["KLADMSRV_SPL_PPC_ENABLED"] = false,
        ["KLADMSRV_NEED_UNC_PATH"] = false,
        ["KLSRV_NETSIZE"] = call.State.Hosts.Count,
        ["KLADMSRV_EV_EV_SIZE"] = 0.5,
        ["KLADMSRV_LINUX_EDITION"] = call.State.Options.LinuxEdition,
        ["KLADMSRV_KSC_MODE"] = 0,
        ["KLADMSRV_HOSTED_TYPE"] = 0,
    };

    private static WireParams RunTime() => new()
    {
        ["KLADMSRV_SSS_PORT"] = 13000,
        ["KLADMSRV_SSS_ID"] = "SIMULATOR",
        ["KLADMSRV_VS_LICDISABLED"] = false,
        ["KLADMSRV_SAAS_BLOCKED"] = false,
        ["KLADMSRV_SAAS_OVERUSE"] = false,
        ["KLADMSRV_NEW_HOSTS_PROHIBITED"] = false,
    };
}
