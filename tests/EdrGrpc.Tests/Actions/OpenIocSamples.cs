namespace EdrGrpc.Tests.Actions;

/// <summary>OpenIOC documents of both versions.</summary>
internal static class OpenIocSamples
{
    public const string Namespace10 = "http://schemas.mandiant.com/2010/ioc";
    public const string Namespace11 = "http://openioc.org/schemas/OpenIOC_1.1";

    public static string V10(string id = "6d2a1b03-b216-4cd8-9a9e-8827af6ebf93", string extra = "") => $"""
        <?xml version="1.0" encoding="us-ascii"?>
        <ioc xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="{Namespace10}" id="{id}" last-modified="2026-01-01T00:00:00">
          <short_description>sample</short_description>
          <authored_by>test</authored_by>
          <links/>
          <definition>
            <Indicator operator="OR" id="1">
              <IndicatorItem id="2" condition="is">
                <Context document="FileItem" search="FileItem/Md5sum" type="mir"/>
                <Content type="md5">d41d8cd98f00b204e9800998ecf8427e</Content>
              </IndicatorItem>
            </Indicator>
          </definition>{extra}
        </ioc>
        """;

    public static string V11(string id = "0b1f3c2e-7a55-4a0e-9d8b-3f1f9a3f0001") => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <OpenIOC xmlns="{Namespace11}" id="{id}" last-modified="2026-01-01T00:00:00" published-date="0001-01-01T00:00:00">
          <metadata><short_description>образец</short_description><authored_by>test</authored_by></metadata>
          <criteria>
            <Indicator id="1" operator="OR">
              <IndicatorItem id="2" condition="is" preserve-case="false" negate="false">
                <Context document="FileItem" search="FileItem/FileName" type="mir"/>
                <Content type="string">evil.exe</Content>
              </IndicatorItem>
            </Indicator>
          </criteria>
          <parameters/>
        </OpenIOC>
        """;
}
