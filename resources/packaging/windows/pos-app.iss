; The installer for Windows, by Inno Setup 6.3 or later:
;   iscc /DVersion=0.1.0 /DBundle=FOLDER /DIcon=FILE /OFOLDER pos-app.iss
; as build.py calls it.
;
; Silently, for many tills:
;   pos-app-0.1.0-setup.exe /VERYSILENT /ALLUSERS /TASKS=autostart /PROVISION=C:\store\till.toml
; /ALLUSERS or /CURRENTUSER chooses for whom. /PROVISION names a file for `pos-app setup --from`,
; which is run as whoever started the installer. Uninstalling silently keeps journal and settings
; unless /PURGE is given.

#ifndef Version
  #error /DVersion is missing
#endif
#ifndef Bundle
  #error /DBundle is missing
#endif

#ifndef Icon
  #error /DIcon is missing
#endif

[Setup]
AppId={{7C0B6E5B-0F0C-4E0B-9E57-5A1D2F4C83B1}
AppName=pos-app
AppVersion={#Version}
AppVerName=pos-app {#Version}
VersionInfoVersion={#Version}
DefaultDirName={autopf}\pos-app
DisableProgramGroupPage=yes
DisableDirPage=auto
LicenseFile={#Bundle}\licences\LICENSE.txt
OutputBaseFilename=pos-app-{#Version}-setup
PrivilegesRequired=admin
PrivilegesRequiredOverridesAllowed=commandline dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\pos-appw.exe
; a till that is open is asked to close, as by its own window
CloseApplications=yes
RestartApplications=no

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "pt_BR"; MessagesFile: "compiler:Languages\BrazilianPortuguese.isl"

[CustomMessages]
en.Till=Till
pt_BR.Till=Caixa
en.Practise=Practise
pt_BR.Practise=Praticar
en.Autostart=Start the till when somebody signs in
pt_BR.Autostart=Abrir o caixa quando alguém entrar no Windows
en.Open=Open the till
pt_BR.Open=Abrir o caixa
en.KeepData=Journal and settings of this account lie in%n%n%1%n%nA reward that is still being settled is in the journal. Delete them as well?
pt_BR.KeepData=O diário e as configurações desta conta estão em%n%n%1%n%nUm resgate ainda não concluído está no diário. Apagar também?

[Tasks]
Name: "autostart"; Description: "{cm:Autostart}"; Flags: unchecked

[InstallDelete]
; what an earlier version brought and this one does not
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\pos-app"; Filename: "{app}\pos-appw.exe"; Comment: "{cm:Till}"
Name: "{autoprograms}\pos-app, {cm:Practise}"; Filename: "{app}\pos-appw.exe"; Parameters: "--demo"
Name: "{autostartup}\pos-app"; Filename: "{app}\pos-appw.exe"; Parameters: "--keep-running"; Tasks: autostart

[Run]
Filename: "{app}\pos-app.exe"; Parameters: "setup --from ""{param:PROVISION}"""; Check: IsProvisioned; Flags: runasoriginaluser runhidden waituntilterminated
Filename: "{app}\pos-appw.exe"; Description: "{cm:Open}"; Flags: nowait postinstall skipifsilent runasoriginaluser

[Code]
function IsProvisioned: Boolean;
begin
  Result := ExpandConstant('{param:PROVISION}') <> '';
end;

function InitializeSetup: Boolean;
var
  Named: String;
begin
  Named := ExpandConstant('{param:PROVISION}');
  Result := (Named = '') or FileExists(Named);
  if not Result then
    SuppressibleMsgBox(Named + ': ' + SysErrorMessage(2), mbCriticalError, MB_OK, IDOK);
end;

function MayPurge(Folder: String): Boolean;
begin
  if UninstallSilent then
    Result := Pos('/PURGE', Uppercase(GetCmdTail)) > 0
  else
    Result := MsgBox(FmtMessage(CustomMessage('KeepData'), [Folder]),
      mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Folder: String;
begin
  if Step <> usPostUninstall then
    exit;
  Folder := ExpandConstant('{localappdata}\pos-app');
  if DirExists(Folder) then
    if MayPurge(Folder) then
      DelTree(Folder, True, True, True);
end;
