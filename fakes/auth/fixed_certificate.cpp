#include "fakes/auth/fixed_certificate.hpp"

namespace droppoint::auth {

const std::string_view kApnsPushCertificate =
    "MIIELAIBAzCCA+IGCSqGSIb3DQEHAaCCA9MEggPPMIIDyzCCAoIGCSqGSIb3DQEHBqCCAnMwggJvAgEAMIICaAYJKoZIhvcNAQcB"
    "MFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiDjkDQTa7InQICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEADd"
    "bNVRuuZlskAlFTrvDUiAggIAb5VNG0VQdxwPn7j889z9vUmbjlfCJXgxDbTapEq1jMI6LUNT2H7vsmcyAsf0EqpSmVZTfj/u7yHK"
    "ddF/7sxKPShV4s68xh+3v4qnluclFFX8WGhBqxlt8gxm9TjOJ+oh6a3H/ou6uUW4sv+x48lQmxwCQrdVPmf0MOJPwIvMWGbvWuHa"
    "M7ooWKGvXFcCQeOd/LXP+jBaTGc1TKAxUQyOQP33TTdJemclY5TdPCsQfnF1Cur+eJtdSKwnreXIY/9KguFcEcK4cOdt2pi+oQb8"
    "xZNju8h4hWpiUgWLb/MkzhEsi87uT+xN+K89dO/Mo8INFrxFHHHLTc6dDQtPJrnjfNFsIO4LLZWNhChoD+rfKQkhae8MgB8CG9zJ"
    "7CJxxD5Hnvl34C+YrBSDrzMMQnFrjbc0vYyozDPY9LcK9JvGOQKzyPw0CvZ9BG2nObCIGwoLqo2dXOLDaFzhDmomXWaJpy4XPNmc"
    "zSqNUxFzXv3P0giPqOGiQeMBYezI3UIfsZwELJMDB/AkrLWbCBYW5qutlLy1qxtBwNDY6bIe895950stuz/YLGmYTSo7VKb+jsIy"
    "kEwYHzIGPWnSs8eaoH3WQiPdQp8gtgVnJSaJ0CGpPPOT68TRF1LU29bSAvVKhps/vsfgX0E7avm+r2EQnKJjNHhSDLCzWnq7Sg00"
    "57sGtg8wggFBBgkqhkiG9w0BBwGgggEyBIIBLjCCASowggEmBgsqhkiG9w0BDAoBAqCB7zCB7DBXBgkqhkiG9w0BBQ0wSjApBgkq"
    "hkiG9w0BBQwwHAQIdpK+SHHIpJQCAggAMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBATBrElQ5BFPgwgVOUNuUPMBIGQG0j/"
    "loOubjgG1a+VgMFFH/q8piOdQI1mTk32wQpgkRn+0XfmpVgW4AfWgoDb5ysDEiyIZiN/KwG9N+G08xOEbzU3rfhQ3bVVci2ZGe/M"
    "tTgwn3DVv+h0YEMG8Zc+HJc0tJsLJzvEiSk8KXTyKa6pbgLaeY27dTjESwImhyWzvBFDsTizBQ//vWFFnAC3JJLfMSUwIwYJKoZI"
    "hvcNAQkVMRYEFHV4Dqh/985Qm3PsM4VHCI54Z+v3MEEwMTANBglghkgBZQMEAgEFAAQg+P8rMi5GXTpnGHztWDg4675VgP0NxBBQ"
    "LzB/Owq2+bAECE0eyFKKs+3HAgIIAA==";
const std::string_view kApnsPushCertificatePassword = "droppoint";

}  // namespace droppoint::auth
